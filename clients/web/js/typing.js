const SHOWN = 10_000;
const REPEATED = 8_000;

/** Who is typing where. Nobody says that they stopped: a notice fades by itself or when the message comes. */
export class Typing {
  #until = new Map();
  #changed;
  #told = 0;

  constructor(changed) {
    this.#changed = changed;
  }

  in(conversationId) {
    const now = Date.now();
    return [...(this.#until.get(conversationId) ?? [])].filter(([, until]) => until > now).map(([user]) => user);
  }

  heard(conversationId, user) {
    if (!this.#until.has(conversationId)) this.#until.set(conversationId, new Map());
    this.#until.get(conversationId).set(user, Date.now() + SHOWN);
    setTimeout(this.#changed, SHOWN + 50);
  }

  wrote(conversationId, user) {
    this.#until.get(conversationId)?.delete(user);
  }

  /** Whether the others should be told again that this user types. */
  due() {
    if (Date.now() - this.#told < REPEATED) return false;
    this.#told = Date.now();
    return true;
  }

  stopped() {
    this.#told = 0;
  }
}
