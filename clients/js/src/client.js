import { systemClock } from './clock.js';
import { Emitter } from './emitter.js';
import { Engine } from './engine.js';
import { defaultStorage, ownKey } from './storage.js';

/**
 * @typedef {object} ClientOptions
 * @property {string} url of the front door, without `/api`; '' for where the page came from
 * @property {string} user the id that the token says
 * @property {string | import('./api.js').TokenSource} token of the issuer; a function is called before each request
 * @property {import('./storage.js').Storage} [storage] of the outbox: localStorage if there is one, otherwise memory
 * @property {typeof globalThis.fetch} [fetch]
 * @property {import('./clock.js').Clock} [clock]
 * @property {import('./live.js').LiveOptions['signalR']} [signalR] `@microsoft/signalr` if absent
 */

/**
 * One user on one device. Events: `changed` after every change; `state` ('connecting', 'online', 'offline', 'stopped'); `presence` (PresenceState);
 * `typing` ({conversationId, users}); `receipts` ({conversationId, receipts}); `rejected` ({conversationId, clientMessageId, reason});
 * `invited` and `removed` ({conversationId}); `fault` (what went wrong in the background, null when it is right again).
 */
export class MessagingClient extends Emitter {
  /** @type {AbortController | null} */
  #ended = null;
  #storage;
  #engine;

  /** @param {ClientOptions} options */
  constructor({ url, user, token, storage = defaultStorage(), fetch = globalThis.fetch.bind(globalThis), clock = systemClock, signalR }) {
    super();
    this.user = user;
    this.#storage = storage;
    this.#engine = new Engine({ url, user, token, storage, fetch, clock, signalR }, (event, argument) => this.emit(event, argument));
  }

  get state() {
    return this.#engine.state;
  }

  /** The user's conversations: pinned ones first, then by their latest activity. */
  get conversations() {
    return this.#engine.list.list;
  }

  /** Unread messages of all conversations that are not muted. */
  get unread() {
    return this.#engine.list.unread(this.#engine.clock.now());
  }

  get presence() {
    return this.#engine.presence;
  }

  /** What was sent and is not in a log yet: to be shown, tried again or discarded. */
  get outbox() {
    return this.#engine.outbox;
  }

  /** Connects, and again whenever the connection is lost. Resolves when the first catch-up is done, or when it is stopped before. */
  async start() {
    if (this.#ended) return;
    const { signal } = (this.#ended = new AbortController());
    const key = await ownKey(this.user, this.#storage, (left) => this.outbox.adopt(left), { signal });
    if (signal.aborted) return;
    this.outbox.open(key);
    await new Promise((resolve) => {
      const off = this.on('state', (state) => {
        if (state !== 'online' && state !== 'stopped') return;
        off();
        resolve(undefined);
      });
      this.#engine.live.run();
    });
  }

  /** Disconnects; what has not been sent stays in the storage. */
  async stop() {
    this.#ended?.abort();
    this.#ended = null;
    await this.#engine.stop();
  }

  /**
   * The same object for the same id.
   * @param {string} id
   */
  conversation(id) {
    return this.#engine.conversation(id);
  }

  /**
   * Begins a group, a channel, or the one direct conversation of a pair; resolves when it is in the list, rejects if it is refused or not there within
   * half a minute.
   * @param {{members?: string[], title?: string, kind?: 'group' | 'channel' | 'direct', clientMessageId?: string}} conversation members: up to 96 others
   */
  async create(conversation) {
    const body = { clientMessageId: crypto.randomUUID(), ...conversation };
    let reason = 'It was accepted and is not there yet.';
    let isRefused = false;
    const off = this.on('rejected', (rejected) => {
      if (rejected.clientMessageId === body.clientMessageId) [isRefused, reason] = [true, rejected.reason];
    });
    const { conversationId } = await this.call('POST', 'conversations', body);
    await this.#engine.sync.until(() => isRefused || Boolean(this.#engine.list.get(conversationId))).finally(off);
    if (!this.#engine.list.get(conversationId)) throw new Error(reason);
    return this.conversation(conversationId);
  }

  /** Catches up now. It does so by itself after each connect, ten seconds later and every few minutes. */
  sync() {
    return this.#engine.sync.run();
  }

  /**
   * Any other call of openapi.yaml. Rejects with {@link import('./api.js').Refused}, or as `fetch` does without an answer.
   * @param {string} method
   * @param {string} path behind `/api/`
   * @param {object} [body]
   */
  call(method, path, body) {
    return this.#engine.api.call(method, path, body);
  }
}
