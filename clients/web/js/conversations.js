/** The user's conversations: what the server said, moved on by what comes live. */
export class Conversations {
  #all = new Map();
  #user;

  constructor(user) {
    this.#user = user;
  }

  get(id) {
    return this.#all.get(id);
  }

  /** Latest activity first. */
  get list() {
    return [...this.#all.values()].sort((a, b) => Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
  }

  /** Takes an answer of POST /api/sync. A live entry may have overtaken it, so nothing goes back. */
  apply({ restart, changed, removed }) {
    if (restart) this.#all.clear();
    for (const one of changed) {
      const known = this.get(one.conversationId);
      const isBehind = known && (known.epoch ?? one.epoch) === one.epoch && known.seq > one.seq;
      if (!isBehind) this.#all.set(one.conversationId, one);
    }
    for (const id of removed) this.remove(id);
  }

  remove(id) {
    this.#all.delete(id);
  }

  /** Everything up to seq has been read. */
  read(id, seq) {
    const conversation = this.get(id);
    if (!conversation || seq <= conversation.readSeq) return false;
    Object.assign(conversation, { unread: 0, readSeq: seq });
    return true;
  }

  /** Counts entries that follow the known state. False if there is a gap or something that only the server can tell. */
  follow(id, entries) {
    if (entries[0]?.kind === 'conversation-created' && !this.get(id)) this.#all.set(id, this.#created(id, entries[0]));
    const conversation = this.get(id);
    if (!conversation) return false;
    let complete = true;
    for (const entry of entries) {
      if (entry.seq <= conversation.seq) continue;
      if (entry.seq > conversation.seq + 1) return false;
      Object.assign(conversation, { seq: entry.seq, lastActivity: entry.time });
      if (entry.sender === this.#user) this.read(id, entry.seq);
      else if (entry.kind === 'message') conversation.unread++;
      if (entry.kind.startsWith('members-')) complete = false;
    }
    return complete;
  }

  #created(conversationId, { sender, members, title, conversationKind, time }) {
    const all = new Set([sender, ...(members ?? [])]);
    const other = [...all].find((member) => member !== this.#user);
    return {
      conversationId, title, kind: conversationKind, with: conversationKind === 'direct' ? other : undefined,
      memberCount: all.size, seq: 0, readSeq: 0, unread: 0, lastActivity: time,
    };
  }
}
