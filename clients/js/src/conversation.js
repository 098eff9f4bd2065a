import { pathOf, query } from './api.js';
import { Emitter } from './emitter.js';
import { Log } from './log.js';

/** @typedef {import('./wire.js').Entry} Entry */

/**
 * One conversation. While it is open its log is kept whole and in order. Events:
 * `entries` (Entry[]): the next ones of the log, each once and in the order of seq, begun by the newest page;
 * `restart`: the log was restored from an older state, and `entries` begins anew;
 * `presence` ({online, members, typing}), `typing` (users), `receipts` (Receipt[]), `removed`.
 */
export class Conversation extends Emitter {
  /** @type {Log | null} */
  #log = null;
  #parts;

  /** How many members are online, as told when it was opened; null where they are told one by one. @type {number | null} */
  counted = null;

  /** Whether typing is shown here. */
  showsTyping = true;

  /**
   * @param {string} id
   * @param {import('./engine.js').Engine} parts
   */
  constructor(id, parts) {
    super();
    this.id = id;
    this.#parts = parts;
  }

  /** How it stands in the user's list; undefined while it is not there. */
  get summary() {
    return this.#parts.list.get(this.id);
  }

  /** @type {Entry[]} */
  get entries() {
    return this.#log?.entries ?? [];
  }

  /** Whether there are entries before the first one of `entries`. */
  get older() {
    return this.#log?.older ?? false;
  }

  /** Whether the newest page is there. */
  get opened() {
    return this.#log?.opened ?? false;
  }

  /** What was sent and is not in the log yet, in order. */
  get outbox() {
    return this.#parts.outbox.of(this.id);
  }

  /** Who is typing now. */
  get typists() {
    return this.#parts.typing.in(this.id);
  }

  /** @internal */
  get log() {
    return this.#log;
  }

  /** Loads the newest page, and keeps the log up to date from now on. */
  async open() {
    if (this.#log) return;
    const log = new Log((range) => this.page(range), {
      clock: this.#parts.clock,
      changed: () => this.#parts.changed(),
      restarted: () => this.#restarted(),
      appended: (entries) => {
        this.#parts.confirm(entries);
        this.emit('entries', entries);
      },
    });
    this.#log = log;
    this.view();
    try {
      await log.open();
    } catch (fault) {
      if (this.#log === log) this.close();
      throw fault;
    }
  }

  close() {
    if (!this.#log) return;
    this.#log.close();
    this.#log = null;
    this.#parts.live.send('unview', this.id);
    this.#parts.changed();
  }

  /** Puts the page before the first entry in front of `entries`. */
  async loadOlder() {
    await this.#log?.loadOlder();
  }

  /**
   * Resolves when the message has been accepted, which is durable; rejects when it is refused for good. In between it is repeated, over
   * reconnects and, where the storage lasts, over a reload.
   * @param {string | import('./wire.js').NewMessage} message
   */
  send(message) {
    this.#parts.typing.stopped(this.id);
    return this.#parts.outbox.add(this.id, typeof message === 'string' ? { text: message } : message);
  }

  /** The user types: to be called on every key, told at most every 8 s. */
  typing() {
    if (this.showsTyping && this.#parts.typing.due(this.id)) this.#parts.live.send('typing', this.id);
  }

  /**
   * The user has read up to here; told at most once a second.
   * @param {number} [seq] the last of the log if absent
   */
  read(seq = this.#log?.last ?? this.summary?.seq ?? 0) {
    const again = Boolean(this.summary?.unreadFrom);
    if (this.summary && !this.#parts.list.read(this.id, seq)) return;
    this.#parts.receipts.report(this.id, { seq, again });
    this.#parts.changed();
  }

  /**
   * Mute, pin, archive, mark as unread: on all of the user's devices.
   * @param {import('./wire.js').Preferences} preferences
   */
  async prefer(preferences) {
    // A read that comes after it would take the mark away.
    if (preferences.unreadFrom) await this.#parts.receipts.settle(this.id);
    await this.#parts.api.call('PUT', `${pathOf(this.id)}/me`, preferences);
    await this.#parts.sync.run();
  }

  /**
   * A page of the log in rising seq: the newest, or by place, time or thread.
   * @param {import('./wire.js').Range} [range]
   * @returns {Promise<import('./wire.js').EntryPage>}
   */
  page(range = {}) {
    return this.#parts.api.call('GET', `${pathOf(this.id)}/messages${query(range)}`);
  }

  /**
   * Messages that match, from the newest back. Text is compared whatever the case, not by word or language; a request looks at 2,000 entries.
   * @param {{contains?: string, sender?: string, from?: string, to?: string, before?: number, limit?: number}} what `before` is the `next` of the last answer
   * @returns {Promise<import('./wire.js').EntryPage>} while there is `more`, the search goes on
   */
  search(what) {
    return this.page({ kind: 'message', ...what });
  }

  /**
   * Who has read and received up to where; above 100 members how many, above 1,000 nothing.
   * @param {number} [seq] what is counted
   * @returns {Promise<{members: number, read?: number, delivered?: number, receipts?: import('./wire.js').Receipt[]}>}
   */
  receipts(seq) {
    return this.#parts.api.call('GET', `${pathOf(this.id)}/receipts${query({ seq })}`);
  }

  /** Who views a small conversation is told of its members' presence from then on; of a large one there is only a count. @internal */
  async view() {
    if (!this.#parts.live.isOnline) return;
    /** @type {import('./wire.js').ConversationPresence | null} */
    const presence = await this.#parts.live.ask('view', this.id).catch(() => null);
    if (!presence || !this.#log) return;
    this.showsTyping = presence.typing;
    this.counted = presence.users ? null : presence.online;
    this.#parts.presence.see(presence.users ?? []);
    this.emit('presence', presence);
    this.#parts.changed();
  }

  #restarted() {
    this.#parts.receipts.forget(this.id);
    this.emit('restart');
  }
}
