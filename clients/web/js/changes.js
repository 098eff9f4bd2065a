/** The seq of the entry that this one changes, if it changes one. An answer changes the first message of its thread. */
export const targetOf = (entry) => (entry.kind === 'message' ? entry.thread : entry.target) ?? null;

/**
 * An entry as it reads after another that is about it. A page shows the present: what the target has already been changed by,
 * it says in `changedBy`, and nothing is done to it twice.
 */
export function changed(target, by) {
  if (target.changedBy >= by.seq) return target;
  return { ...target, ...(CHANGES[by.kind]?.(target, by) ?? {}), changedBy: by.seq };
}

const CHANGES = {
  'message-edited': (_, { text, time }) => ({ text, editedAt: time }),
  'message-deleted': (_, { time }) => ({ text: null, deletedAt: time, reactions: undefined, pinnedAt: undefined }),
  'message-pinned': (_, { time }) => ({ pinnedAt: time }),
  'message-unpinned': () => ({ pinnedAt: undefined }),
  'reaction-added': (target, { reaction }) => ({ reactions: counted(target.reactions, reaction, 1) }),
  'reaction-removed': (target, { reaction }) => ({ reactions: counted(target.reactions, reaction, -1) }),
  message: (target) => ({ replies: (target.replies ?? 0) + 1 }),
};

function counted(counts = [], reaction, by) {
  const known = counts.some((one) => one.reaction === reaction);
  const all = known ? counts.map((one) => (one.reaction === reaction ? { reaction, count: one.count + by } : one)) : [...counts, { reaction, count: by }];
  const left = all.filter(({ count }) => count > 0);
  return left.length ? left : undefined;
}
