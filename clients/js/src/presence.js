/** @typedef {import('./wire.js').PresenceState} PresenceState */

/** Who is online, as far as this client was told. */
export class Presence {
  /** @type {Map<string, PresenceState>} */
  #states = new Map();
  /** @type {Set<string>} */
  #watched = new Set();
  #api;
  #live;
  #changed;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./live.js').Live} live
   * @param {(state: PresenceState) => void} changed
   */
  constructor(api, live, changed) {
    this.#api = api;
    this.#live = live;
    this.#changed = changed;
  }

  /**
   * The last that was heard of a user; undefined if nothing was.
   * @param {string} user
   */
  of(user) {
    return this.#states.get(user);
  }

  /**
   * From now on event `presence` tells of every change of these users, also after a reconnect. At most 500 users together.
   * @param {string[]} users
   * @returns {Promise<PresenceState[]>} how they are now; empty while there is no connection: then events tell it
   */
  async watch(users) {
    for (const user of users) this.#watched.add(user);
    return this.#live.isOnline ? this.#ask(users) : [];
  }

  /** @param {string[]} users */
  async unwatch(users) {
    for (const user of users) this.#watched.delete(user);
    if (this.#live.isOnline) await this.#live.ask('unwatch', users);
  }

  /**
   * How up to 500 users are now, without watching them.
   * @param {string[]} users
   * @returns {Promise<PresenceState[]>}
   */
  async query(users) {
    return this.see((await this.#api.call('POST', 'presence/query', { users })).users);
  }

  /**
   * What the user says of themselves, on all devices. Rejects with 429 and `retryAfter` beyond ten at once and one in three seconds.
   * @param {import('./wire.js').NewStatus} status what is absent is taken back
   */
  async setStatus(status) {
    await this.#api.call('PUT', 'presence', status);
  }

  /** Available again, without a text. */
  async clearStatus() {
    await this.#api.call('DELETE', 'presence');
  }

  /** Asks again for all that is watched: changes went by while there was no connection, and a watch ends after a day. */
  async renew() {
    if (this.#watched.size) await this.#ask([...this.#watched]);
  }

  /**
   * An event that is older than what is known came late.
   * @param {PresenceState[]} states
   */
  see(states) {
    for (const state of states) {
      const known = this.#states.get(state.user);
      if (known?.at && state.at && Date.parse(known.at) > Date.parse(state.at)) continue;
      this.#states.set(state.user, state);
      this.#changed(state);
    }
    return states;
  }

  /** @param {string[]} users */
  async #ask(users) {
    return this.see((await this.#live.ask('watch', users)).users);
  }
}
