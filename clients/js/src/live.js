import * as official from '@microsoft/signalr';
import { backoff, wait } from './clock.js';

const EVENTS = ['entries', 'typing', 'presence', 'receipts', 'inbox', 'rejected'];

/** @typedef {'stopped' | 'connecting' | 'online' | 'offline'} State */

/**
 * @typedef {object} LiveOptions
 * @property {() => Promise<{url: string, accessToken: string}>} negotiate
 * @property {(signal: AbortSignal) => Promise<void>} catchUp brings everything up to date after each connect; live events are held until it is done
 * @property {(event: string, argument: any) => void} deliver
 * @property {(state: State, fault?: any) => void} state
 * @property {import('./clock.js').Clock} clock
 * @property {Pick<typeof import('@microsoft/signalr'), 'HubConnectionBuilder' | 'LogLevel'>} [signalR]
 */

/** The connection to SignalR, renewed until it is stopped: each time with a new negotiation, so with tokens that are good. */
export class Live {
  /** @type {import('@microsoft/signalr').HubConnection | null} */
  #connection = null;
  #options;
  #stopped = new AbortController();

  /** @param {LiveOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get isOnline() {
    return this.#connection !== null;
  }

  async run() {
    const { signal } = (this.#stopped = new AbortController());
    const { clock, state } = this.#options;
    for (let failures = 0; !signal.aborted; failures++) {
      state('connecting');
      const fault = await this.#serve(signal, () => (failures = 0)).catch((/** @type {any} */ fault) => fault);
      if (signal.aborted) break;
      this.#connection = null;
      state('offline', fault);
      await wait(clock, backoff(failures, fault), signal);
    }
  }

  async stop() {
    this.#stopped.abort();
    const connection = this.#connection;
    this.#connection = null;
    this.#options.state('stopped');
    await connection?.stop();
  }

  /**
   * Sends a client event upstream; typing and presence are not worth a retry.
   * @param {string} event
   * @param {...any} args
   */
  send(event, ...args) {
    this.#connection?.send(event, ...args).catch(() => {});
  }

  /**
   * Calls upstream and waits for the answer.
   * @param {string} method
   * @param {...any} args
   */
  async ask(method, ...args) {
    if (!this.#connection) throw new Error('There is no connection now.');
    return this.#connection.invoke(method, ...args);
  }

  async #open() {
    const { negotiate, signalR = official } = this.#options;
    const { url, accessToken } = await negotiate();
    return new signalR.HubConnectionBuilder()
      .withUrl(url, { accessTokenFactory: () => accessToken })
      .configureLogging(signalR.LogLevel.None)
      .build();
  }

  /**
   * @param {AbortSignal} signal
   * @param {() => void} succeeded
   */
  async #serve(signal, succeeded) {
    const { catchUp, deliver, state } = this.#options;
    const connection = await this.#open();
    /** @type {[string, any][] | null} */
    let held = [];
    for (const event of EVENTS) {
      connection.on(event, (argument) => (held ? held.push([event, argument]) : deliver(event, argument)));
    }
    const closed = new Promise((resolve) => connection.onclose(resolve));
    try {
      await connection.start();
      if (signal.aborted) return;
      this.#connection = connection;
      await catchUp(signal);
      if (signal.aborted) return;
      for (const [event, argument] of held) deliver(event, argument);
      held = null;
      succeeded();
      state('online');
      await closed;
    } finally {
      await connection.stop();
    }
  }
}
