import { backoff, systemClock, wait } from './clock.js';

/**
 * @typedef {object} OutboxItem
 * @property {string} conversationId
 * @property {string} clientMessageId
 * @property {import('./wire.js').NewMessage} message
 * @property {'waiting' | 'sending' | 'sent' | 'failed'} state `sent` until it is seen in the log
 * @property {string} [reason] why it failed
 * @property {number} time milliseconds since 1970
 */

/** @typedef {{resolve: (value: {clientMessageId: string}) => void, reject: (fault: Error) => void}} Promised */

/**
 * What the user has sent and not yet seen in the log, in order. One request is in flight at a time and the next follows
 * its acceptance: that is what keeps a device's messages in order. A message keeps its id over retries and reloads, so
 * that it takes effect once.
 */
export class Outbox {
  #send;
  #storage;
  /** @type {string | null} */
  #key = null;
  #changed;
  #clock;
  #sending = false;
  #stopped = new AbortController();
  /** @type {Map<string, Promised>} */
  #promised = new Map();

  /** @type {OutboxItem[]} */
  items = [];

  /**
   * @param {(conversationId: string, messages: object[]) => Promise<any>} send rejects with {passing: false} when a retry is pointless
   * @param {{storage: import('./storage.js').Storage, changed?: () => void, clock?: import('./clock.js').Clock}} options
   */
  constructor(send, { storage, changed = () => {}, clock = systemClock }) {
    this.#send = send;
    this.#storage = storage;
    this.#changed = changed;
    this.#clock = clock;
  }

  /**
   * Takes what was left under this key, keeps everything under it from now on, and begins to send.
   * @param {string} key
   */
  open(key) {
    this.items = [...read(this.#storage, key), ...this.items];
    this.#key = key;
    this.#stopped = new AbortController();
    this.#save();
    this.flush();
  }

  /** @param {string} conversationId */
  of(conversationId) {
    return this.items.filter((item) => item.conversationId === conversationId);
  }

  /**
   * Resolves when the server has accepted it, rejects when it is refused for good; it waits for as long as there is no connection.
   * @param {string} conversationId
   * @param {import('./wire.js').NewMessage} message
   * @returns {Promise<{clientMessageId: string}>}
   */
  add(conversationId, message) {
    const clientMessageId = crypto.randomUUID();
    this.items.push({ conversationId, clientMessageId, message, state: 'waiting', time: this.#clock.now() });
    const accepted = new Promise((resolve, reject) => this.#promised.set(clientMessageId, { resolve, reject }));
    accepted.catch(() => {});
    this.#save();
    this.flush();
    return accepted;
  }

  /**
   * Takes over what another page left behind under another key.
   * @param {string} key
   */
  adopt(key) {
    const left = read(this.#storage, key);
    if (left.length === 0) return;
    this.items = [...this.items, ...left].sort((a, b) => a.time - b.time);
    this.#save();
    this.#storage.setItem(key, '[]');
    this.flush();
  }

  /**
   * The message is in the log.
   * @param {string} clientMessageId
   */
  confirm(clientMessageId) {
    this.#keep((item) => item.clientMessageId !== clientMessageId);
    this.#promised.get(clientMessageId)?.resolve({ clientMessageId });
    this.#promised.delete(clientMessageId);
  }

  /**
   * @param {string} clientMessageId
   * @param {string} reason
   * @param {Error} [fault]
   */
  fail(clientMessageId, reason, fault = new Error(reason)) {
    const item = this.items.find((one) => one.clientMessageId === clientMessageId);
    if (!item) return;
    Object.assign(item, { state: 'failed', reason });
    this.#promised.get(clientMessageId)?.reject(fault);
    this.#promised.delete(clientMessageId);
    this.#save();
  }

  /**
   * A refused command keeps its fate for ever, so another try is a new message.
   * @param {string} clientMessageId
   */
  retry(clientMessageId) {
    const item = this.items.find((one) => one.clientMessageId === clientMessageId);
    this.discard(clientMessageId);
    return item ? this.add(item.conversationId, item.message) : null;
  }

  /** @param {string} clientMessageId */
  discard(clientMessageId) {
    this.#keep((item) => item.clientMessageId !== clientMessageId);
  }

  /** Sends what waits, in order. */
  async flush() {
    if (this.#sending || this.#key === null) return;
    const { signal } = this.#stopped;
    this.#sending = true;
    try {
      for (let failures = 0, next; (next = this.items.find((item) => item.state === 'waiting')); ) {
        const fault = await this.#try(next);
        failures = fault ? failures + 1 : 0;
        if (fault) await wait(this.#clock, backoff(failures - 1, fault), signal);
      }
    } finally {
      this.#sending = false;
    }
  }

  /** Sends nothing more; what waits stays in the storage, from where the next opening takes it. */
  stop() {
    this.#stopped.abort();
    this.#key = null;
    this.items = [];
  }

  /**
   * The fault if another try may help.
   * @param {OutboxItem} item
   */
  async #try(item) {
    this.#mark(item, 'sending');
    try {
      await this.#send(item.conversationId, [{ clientMessageId: item.clientMessageId, ...item.message }]);
      this.#mark(item, 'sent');
      this.#promised.get(item.clientMessageId)?.resolve({ clientMessageId: item.clientMessageId });
      this.#promised.delete(item.clientMessageId);
      return null;
    } catch (/** @type {any} */ fault) {
      if (fault.passing === false) {
        this.fail(item.clientMessageId, fault.message, fault);
        return null;
      }
      this.#mark(item, 'waiting');
      return fault;
    }
  }

  /**
   * @param {OutboxItem} item
   * @param {OutboxItem['state']} state
   */
  #mark(item, state) {
    // Its entry or its refusal can be there before the answer that accepts it.
    if (item.state === 'failed') return;
    item.state = state;
    this.#save();
  }

  /** @param {(item: OutboxItem) => boolean} which */
  #keep(which) {
    const kept = this.items.filter(which);
    if (kept.length === this.items.length) return;
    this.items = kept;
    this.#save();
  }

  #save() {
    if (this.#key !== null) this.#storage.setItem(this.#key, JSON.stringify(this.items));
    this.#changed();
  }
}

/**
 * @param {import('./storage.js').Storage} storage
 * @param {string} key
 * @returns {OutboxItem[]}
 */
function read(storage, key) {
  const items = JSON.parse(storage.getItem(key) ?? '[]');
  for (const item of items) if (item.state === 'sending') item.state = 'waiting';
  return items;
}
