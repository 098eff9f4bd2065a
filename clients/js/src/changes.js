/** @typedef {import('./wire.js').Entry} Entry */

/**
 * The seq of the entry that this one changes, if it changes one. An answer changes the first message of its thread.
 * @param {Entry} entry
 */
export const targetOf = (entry) => (entry.kind === 'message' ? entry.thread : entry.target) ?? null;

/**
 * An entry as it reads after another that is about it. A page shows the present: what the target has already been changed by,
 * it says in `changedBy`, and nothing is done to it twice.
 * @param {Entry} target
 * @param {Entry} by
 * @returns {Entry}
 */
export function changed(target, by) {
  if ((target.changedBy ?? 0) >= by.seq) return target;
  return { ...target, ...(CHANGES[by.kind]?.(target, by) ?? {}), changedBy: by.seq };
}

const CONTENT = /** @type {const} */ (['text', 'format', 'content', 'contentType', 'attachments', 'mentions']);

/** @param {Entry} entry @returns {Partial<Entry>} */
const contentOf = (entry) => Object.fromEntries(CONTENT.map((name) => [name, entry[name]]));

/** @type {Record<string, (target: Entry, by: Entry) => Partial<Entry>>} */
const CHANGES = {
  // An edit without anything has been superseded by a later one.
  'message-edited': (_, by) => (Object.values(contentOf(by)).some((value) => value) ? { ...contentOf(by), editedAt: by.time } : {}),
  'message-deleted': (_, { time }) => ({ ...contentOf(/** @type {any} */ ({})), text: null, deletedAt: time, reactions: undefined, pinnedAt: undefined }),
  'message-pinned': (_, { time }) => ({ pinnedAt: time }),
  'message-unpinned': () => ({ pinnedAt: undefined }),
  'reaction-added': (target, { reaction }) => ({ reactions: counted(target.reactions, reaction ?? '', 1) }),
  'reaction-removed': (target, { reaction }) => ({ reactions: counted(target.reactions, reaction ?? '', -1) }),
  message: (target) => ({ replies: (target.replies ?? 0) + 1 }),
};

/**
 * @param {Entry['reactions']} counts
 * @param {string} reaction
 * @param {number} by
 */
function counted(counts = [], reaction, by) {
  const known = counts.some((one) => one.reaction === reaction);
  const all = known ? counts.map((one) => (one.reaction === reaction ? { reaction, count: one.count + by } : one)) : [...counts, { reaction, count: by }];
  const left = all.filter(({ count }) => count > 0);
  return left.length ? left : undefined;
}
