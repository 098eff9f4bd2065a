import { backoff, wait } from './backoff.js';

/**
 * What the user has sent and not yet seen in the log, in order. One request is in flight at a time and the next follows
 * its acceptance: that is what keeps a device's messages in order. A message keeps its id over retries and reloads, so
 * that it takes effect once.
 */
export class Outbox {
  #send;
  #storage;
  #key;
  #changed;
  #sending = false;

  /** @param send takes (conversationId, messages) and rejects with {passing: false} when a retry is pointless. */
  constructor(send, { storage = sessionStorage, key, changed = () => {} }) {
    this.#send = send;
    this.#storage = storage;
    this.#key = `outbox/${key}`;
    this.#changed = changed;
    this.items = JSON.parse(storage.getItem(this.#key) ?? '[]');
    for (const item of this.items) if (item.state === 'sending') item.state = 'waiting';
  }

  of(conversationId) {
    return this.items.filter((item) => item.conversationId === conversationId);
  }

  add(conversationId, text) {
    this.items.push({ conversationId, clientMessageId: crypto.randomUUID(), text, state: 'waiting', time: Date.now() });
    this.#save();
    this.flush();
  }

  /** The message is in the log. */
  confirm(clientMessageId) {
    this.#remove((item) => item.clientMessageId === clientMessageId);
  }

  fail(clientMessageId, reason) {
    const item = this.items.find((one) => one.clientMessageId === clientMessageId);
    if (!item) return;
    Object.assign(item, { state: 'failed', reason });
    this.#save();
  }

  /** A refused command keeps its fate for ever, so another try is a new message. */
  retry(clientMessageId) {
    const item = this.items.find((one) => one.clientMessageId === clientMessageId);
    this.discard(clientMessageId);
    if (item) this.add(item.conversationId, item.text);
  }

  discard(clientMessageId) {
    this.#remove((item) => item.clientMessageId === clientMessageId);
  }

  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    for (let failures = 0, next; (next = this.items.find((item) => item.state === 'waiting')); ) {
      failures = (await this.#try(next)) ? 0 : failures + 1;
      if (failures) await wait(backoff(failures));
    }
    this.#sending = false;
  }

  async #try(item) {
    this.#mark(item, 'sending');
    try {
      await this.#send(item.conversationId, [{ clientMessageId: item.clientMessageId, text: item.text }]);
      this.#mark(item, 'sent');
      return true;
    } catch (fault) {
      if (fault.passing === false) {
        this.fail(item.clientMessageId, fault.message);
        return true;
      }
      this.#mark(item, 'waiting');
      return false;
    }
  }

  #mark(item, state) {
    item.state = state;
    this.#save();
  }

  #remove(which) {
    const kept = this.items.filter((item) => !which(item));
    if (kept.length === this.items.length) return;
    this.items = kept;
    this.#save();
  }

  #save() {
    this.#storage.setItem(this.#key, JSON.stringify(this.items));
    this.#changed();
  }
}
