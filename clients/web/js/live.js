import { backoff, wait } from './backoff.js';

const EVENTS = ['entries', 'typing', 'presence', 'receipts', 'inbox', 'rejected'];
const HEARTBEAT = 20 * 60_000;

/** The connection to SignalR, renewed for as long as the page is open. */
export class Live {
  #connection = null;

  /**
   * @param token gives the user's token
   * @param catchUp brings everything up to date after each connect; live events are held until it is done
   * @param deliver takes (event, argument)
   * @param state takes 'connecting', 'online' or 'offline'
   */
  constructor({ token, catchUp, deliver, state }) {
    Object.assign(this, { token, catchUp, deliver, state });
    setInterval(() => this.send('heartbeat'), HEARTBEAT);
  }

  async run() {
    for (let failures = 0; ; failures++) {
      this.state('connecting');
      const connection = this.#build();
      try {
        await this.#serve(connection, () => (failures = 0));
      } catch (fault) {
        console.warn('The live connection failed.', fault);
      }
      await connection.stop();
      this.state('offline');
      await wait(backoff(failures));
    }
  }

  /** Sends a client event upstream; typing and presence are not worth a retry. */
  send(event, ...args) {
    this.#connection?.send(event, ...args).catch(() => {});
  }

  /** Calls upstream and waits for the answer. */
  async ask(method, ...args) {
    return this.#connection.invoke(method, ...args);
  }

  #build() {
    return new signalR.HubConnectionBuilder()
      .withUrl('/api', { accessTokenFactory: this.token })
      .configureLogging(signalR.LogLevel.None)
      .build();
  }

  async #serve(connection, succeeded) {
    let held = [];
    for (const event of EVENTS) {
      connection.on(event, (argument) => (held ? held.push([event, argument]) : this.deliver(event, argument)));
    }
    const closed = new Promise((resolve) => connection.onclose(resolve));
    await connection.start();
    this.#connection = connection;
    await this.catchUp();
    for (const [event, argument] of held) this.deliver(event, argument);
    held = null;
    succeeded();
    this.state('online');
    await closed;
    this.#connection = null;
  }
}
