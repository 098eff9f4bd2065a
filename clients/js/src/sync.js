import { wait } from './clock.js';

/** Between what asks for a catch-up and the catch-up, so that what comes together costs one. */
const SOON = 500;

/** So often is asked for a conversation that was live a moment before it is in the list. */
const TRIES = 5;
const PATIENCE = 15;
const LONGEST = 3_000;

/** What went live just before a connect may have its hint still on the way. */
const SECOND = 10_000;
const NEXT = 5 * 60_000;

/**
 * Catching up: one request at a time, each with the token of the one before it. A token counts only when all that came with it has been taken.
 */
export class Sync {
  /** @type {string | null} */
  #token = null;
  /** @type {Promise<void>} */
  #running = Promise.resolve();
  /** @type {any} */
  #soon = null;
  /** @type {any} */
  #later = null;
  #options;

  /**
   * @param {{ask: (token: string | null) => Promise<import('./wire.js').SyncAnswer>, take: (answer: import('./wire.js').SyncAnswer) => Promise<void>,
   *   fault: (fault: any) => void, stopped: () => boolean, clock: import('./clock.js').Clock}} options
   */
  constructor(options) {
    this.#options = options;
  }

  /** Everything that changed until now. */
  run() {
    const run = this.#running.then(() => this.#run());
    this.#running = run.catch(() => {});
    return run;
  }

  /**
   * Soon, and then a few times more as long as something that must come has not.
   * @param {() => boolean} [hasCome]
   */
  soon(hasCome = () => true, tries = TRIES) {
    const { clock, stopped } = this.#options;
    if (stopped()) return;
    this.#soon ??= clock.setTimeout(async () => {
      this.#soon = null;
      await this.#attempt();
      if (tries > 1 && !hasCome()) this.soon(hasCome, tries - 1);
    }, SOON * (1 + Math.random()));
  }

  /**
   * Once more some seconds after a connect, then every few minutes.
   * @param {number} [delay]
   */
  repeat(delay = SECOND) {
    const { clock } = this.#options;
    clock.clearTimeout(this.#later);
    this.#later = clock.setTimeout(async () => {
      await this.#attempt();
      if (this.#later !== null) this.repeat(NEXT * (0.9 + 0.2 * Math.random()));
    }, delay);
  }

  /** There is no connection: the next one catches up. */
  pause() {
    this.#options.clock.clearTimeout(this.#later);
    this.#options.clock.clearTimeout(this.#soon);
    this.#later = this.#soon = null;
  }

  /**
   * Until something is so, asking again more and more rarely for some half a minute; false if it did not come to be.
   * @param {() => boolean} isSo
   */
  async until(isSo) {
    for (let tries = 1; tries <= PATIENCE && !isSo(); tries++) {
      await wait(this.#options.clock, Math.min(SOON * tries, LONGEST));
      if (!isSo()) await this.run();
    }
    return isSo();
  }

  async #attempt() {
    await this.run().catch(this.#options.fault);
  }

  async #run() {
    for (let more = true; more; ) {
      const answer = await this.#options.ask(this.#token);
      await this.#options.take(answer);
      this.#token = answer.token;
      more = answer.more ?? false;
    }
  }
}
