import { backoff, systemClock } from './clock.js';

/** What comes together is told together. */
const FIRST = 300;
const BETWEEN = 1_000;

/** @typedef {{seq: number, delivered: number}} Place */
/** @typedef {{wanted: Place, told: Place, at: number, timer: any, failures: number}} State */

/**
 * Tells how far this user has read and this device has received: at most one request per conversation and second, none that says
 * nothing new, and one after the other.
 */
export class Receipts {
  /** @type {Map<string, State>} */
  #states = new Map();
  /** @type {Promise<any>} */
  #line = Promise.resolve();
  #put;
  #clock;

  /**
   * @param {(conversationId: string, place: Partial<Place>) => Promise<any>} put
   * @param {import('./clock.js').Clock} [clock]
   */
  constructor(put, clock = systemClock) {
    this.#put = put;
    this.#clock = clock;
  }

  /**
   * @param {string} conversationId
   * @param {Partial<Place> & {again?: boolean}} place what is read is received; `again` for a cursor that was set back
   */
  report(conversationId, { seq = 0, delivered = seq, again = false }) {
    const state = this.#states.get(conversationId) ?? { wanted: { seq: 0, delivered: 0 }, told: { seq: 0, delivered: 0 }, at: -Infinity, timer: null, failures: 0 };
    this.#states.set(conversationId, state);
    if (again) state.told.seq = 0;
    state.wanted = { seq: Math.max(seq, state.wanted.seq), delivered: Math.max(delivered, seq, state.wanted.delivered) };
    if (isNew(state)) this.#schedule(conversationId, state, FIRST);
  }

  /**
   * The log has begun anew, or the user is no longer in it.
   * @param {string} conversationId
   */
  forget(conversationId) {
    this.#clock.clearTimeout(this.#states.get(conversationId)?.timer);
    this.#states.delete(conversationId);
  }

  /**
   * Tells at once what waits; resolves when nothing is on the way any more.
   * @param {string} conversationId
   */
  async settle(conversationId) {
    const state = this.#states.get(conversationId);
    if (state?.timer) {
      this.#clock.clearTimeout(state.timer);
      this.#line = this.#line.then(() => this.#tell(conversationId, state));
    }
    await this.#line;
  }

  stop() {
    for (const id of [...this.#states.keys()]) this.forget(id);
  }

  /**
   * @param {string} id
   * @param {State} state
   * @param {number} delay
   */
  #schedule(id, state, delay) {
    state.timer ??= this.#clock.setTimeout(() => (this.#line = this.#line.then(() => this.#tell(id, state))), Math.max(delay, state.at + BETWEEN - this.#clock.now()));
  }

  /**
   * @param {string} id
   * @param {State} state
   */
  async #tell(id, state) {
    if (this.#states.get(id) !== state) return;
    const { seq, delivered } = state.wanted;
    const place = { ...(seq > state.told.seq && { seq }), ...(delivered > Math.max(seq, state.told.delivered) && { delivered }) };
    state.at = this.#clock.now();
    let pause = 0;
    try {
      await this.#put(id, place);
      state.failures = 0;
    } catch (/** @type {any} */ fault) {
      if (fault.passing !== false) pause = backoff(state.failures++, fault);
    }
    if (pause === 0) state.told = { seq, delivered };
    state.timer = null;
    if (this.#states.get(id) === state && isNew(state)) this.#schedule(id, state, pause);
  }
}

/** @param {State} state */
const isNew = ({ wanted, told }) => wanted.seq > told.seq || wanted.delivered > told.delivered;
