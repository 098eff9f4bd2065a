import { systemClock } from './clock.js';

/** Who is typing where. Nobody says that they stopped: a notice fades by itself or when the message comes. */
export class Typing {
  /** @type {Map<string, Map<string, number>>} */
  #until = new Map();
  /** @type {Map<string, number>} */
  #told = new Map();
  #changed;
  #clock;

  /** Milliseconds; the server's settings put theirs in their place. */
  shown = 10_000;
  repeated = 8_000;

  /**
   * @param {(conversationId: string) => void} changed
   * @param {import('./clock.js').Clock} [clock]
   */
  constructor(changed, clock = systemClock) {
    this.#changed = changed;
    this.#clock = clock;
  }

  /** @param {string} conversationId */
  in(conversationId) {
    const now = this.#clock.now();
    return [...(this.#until.get(conversationId) ?? [])].filter(([, until]) => until > now).map(([user]) => user);
  }

  /**
   * @param {string} conversationId
   * @param {string} user
   */
  heard(conversationId, user) {
    const users = this.#until.get(conversationId) ?? new Map();
    this.#until.set(conversationId, users.set(user, this.#clock.now() + this.shown));
    this.#clock.setTimeout(() => this.#changed(conversationId), this.shown + 50);
    this.#changed(conversationId);
  }

  /**
   * @param {string} conversationId
   * @param {string} user
   */
  wrote(conversationId, user) {
    if (this.#until.get(conversationId)?.delete(user)) this.#changed(conversationId);
  }

  /**
   * Whether the others should be told again that this user types there.
   * @param {string} conversationId
   */
  due(conversationId) {
    const now = this.#clock.now();
    if (now - (this.#told.get(conversationId) ?? -Infinity) < this.repeated) return false;
    this.#told.set(conversationId, now);
    return true;
  }

  /** @param {string} conversationId */
  stopped(conversationId) {
    this.#told.delete(conversationId);
  }
}
