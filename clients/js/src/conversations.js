/** @typedef {import('./wire.js').Summary} Summary */
/** @typedef {import('./wire.js').Entry} Entry */

/** The user's conversations: what the server said, moved on by what comes live. */
export class Conversations {
  /** @type {Map<string, Summary>} */
  #all = new Map();
  /** What lies beyond a gap, by conversation. @type {Map<string, Entry[]>} */
  #waiting = new Map();
  #user;

  /** @param {string} user */
  constructor(user) {
    this.#user = user;
  }

  /** @param {string | null | undefined} id */
  get(id) {
    return this.#all.get(id ?? '');
  }

  /** Pinned ones first, each half by its latest activity. */
  get list() {
    return [...this.#all.values()].sort((a, b) =>
      Number(b.pinned ?? false) - Number(a.pinned ?? false) || Date.parse(b.lastActivity) - Date.parse(a.lastActivity));
  }

  /**
   * Unread messages of all that is not muted.
   * @param {number} now
   */
  unread(now) {
    return this.list.reduce((sum, one) => sum + (isMuted(one, now) ? 0 : one.unread), 0);
  }

  /**
   * Takes an answer of POST /api/sync. A live entry may have overtaken it, so nothing goes back.
   * @param {{restart?: boolean, changed: Summary[], removed: string[]}} answer
   */
  apply({ restart, changed, removed }) {
    const before = new Map(this.#all);
    if (restart) this.#all.clear();
    for (const one of changed) {
      const known = this.get(one.conversationId);
      const isBehind = known && (known.epoch ?? one.epoch) === one.epoch && known.seq > one.seq;
      const lastMessage = before.get(one.conversationId)?.lastMessage;
      if (isBehind) continue;
      if (known && known.epoch !== one.epoch) this.#waiting.delete(one.conversationId);
      this.#all.set(one.conversationId, lastMessage ? { ...one, lastMessage } : one);
      this.follow(one.conversationId, []);
    }
    for (const id of removed) this.remove(id);
  }

  /** @param {string} id */
  remove(id) {
    this.#waiting.delete(id);
    return this.#all.delete(id);
  }

  /**
   * Everything up to seq has been read, and a mark as unread is gone. False if that was so before.
   * @param {string} id
   * @param {number} seq
   */
  read(id, seq) {
    const conversation = this.get(id);
    if (!conversation || this.hasRead(id, seq)) return false;
    const isAll = seq >= conversation.seq;
    Object.assign(conversation, { unreadFrom: undefined, readSeq: Math.max(seq, conversation.readSeq) }, isAll && { unread: 0, unreadMentions: 0 });
    return true;
  }

  /**
   * Whether everything up to seq was read before, and nothing is marked as unread.
   * @param {string} id
   * @param {number} [seq]
   */
  hasRead(id, seq = Infinity) {
    const conversation = this.get(id);
    return !!conversation && seq <= conversation.readSeq && !conversation.unreadFrom;
  }

  /**
   * Keeps the newest message for a preview.
   * @param {string} id
   * @param {Entry[]} entries
   */
  preview(id, entries) {
    const conversation = this.get(id);
    const last = entries.findLast(({ kind, text }) => kind === 'message' && text);
    if (conversation && last && !((conversation.lastMessage?.seq ?? 0) > last.seq)) conversation.lastMessage = last;
  }

  /**
   * Counts entries that follow the known state. False if there is a gap or something that only the server can tell.
   * @param {string} id
   * @param {Entry[]} entries
   * @param {string} [epoch]
   */
  follow(id, entries, epoch) {
    if (entries[0]?.kind === 'conversation-created' && !this.get(id)) this.#all.set(id, this.#created(id, entries[0], epoch));
    const conversation = this.get(id);
    const all = [...(this.#waiting.get(id) ?? []), ...entries].sort((a, b) => a.seq - b.seq);
    if (conversation && epoch && conversation.epoch && epoch !== conversation.epoch) return false;
    this.#waiting.set(id, all.slice(-WAITING));
    if (!conversation) return false;
    this.preview(id, all);
    let complete = true;
    for (const entry of all) {
      if (entry.seq <= conversation.seq) continue;
      if (entry.seq > conversation.seq + 1) return false;
      Object.assign(conversation, { seq: entry.seq, lastActivity: entry.time });
      if (entry.kind === 'message') this.#count(conversation, entry);
      if (ASKED.some((kind) => entry.kind.startsWith(kind))) complete = false;
    }
    this.#waiting.delete(id);
    return complete;
  }

  /**
   * One's own message reads what came before it.
   * @param {Summary} conversation
   * @param {Entry} entry
   */
  #count(conversation, { seq, sender, mentions }) {
    if (sender === this.#user) return this.read(conversation.conversationId, seq);
    conversation.unread++;
    if (mentions?.some((one) => one === '*' || one === this.#user)) conversation.unreadMentions = (conversation.unreadMentions ?? 0) + 1;
  }

  /**
   * @param {string} conversationId
   * @param {Entry} entry
   * @param {string | undefined} epoch
   * @returns {Summary}
   */
  #created(conversationId, { sender, members, title, conversationKind, time }, epoch) {
    const all = new Set([sender, ...(members ?? [])]);
    const other = [...all].find((member) => member !== this.#user);
    return {
      conversationId, title, epoch, kind: conversationKind, with: conversationKind === 'direct' ? other : undefined,
      memberCount: all.size, seq: 0, readSeq: 0, unread: 0, lastActivity: time,
    };
  }
}

/** As many entries of a conversation are kept beyond a gap; what is more, the next catch-up counts. */
const WAITING = 200;

/** How the kinds of entries begin after which the list is asked for: only the server counts members. */
const ASKED = ['members-', 'conversation-changed'];

/**
 * @param {Summary} summary
 * @param {number} now
 */
export const isMuted = ({ mutedUntil }, now) => Boolean(mutedUntil && Date.parse(mutedUntil) > now);
