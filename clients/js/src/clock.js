/**
 * Time as the client sees it; a test may put its own in its place.
 * @typedef {object} Clock
 * @property {() => number} now Milliseconds since 1970.
 * @property {(work: () => void, milliseconds: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  setTimeout: (work, milliseconds) => globalThis.setTimeout(work, milliseconds),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
};

const FIRST = 2_000;
const LONGEST = 20_000;

/**
 * Milliseconds before the next try: twice as long every time, anywhere in that span, so that clients of a service that
 * dropped them all don't come back in step. Most are back within the 15 s for which they still count as online. Never
 * before the time that the server asked for.
 * @param {number} failures so far, from 0
 * @param {any} [fault] what ended the last try; its `retryAfter` in milliseconds is kept to
 */
export const backoff = (failures, fault) => (fault?.retryAfter ?? 0) + Math.random() * Math.min(LONGEST, FIRST * 2 ** failures);

/**
 * @param {Clock} clock
 * @param {number} milliseconds
 * @param {AbortSignal} [signal] ends it early
 * @returns {Promise<void>}
 */
export const wait = (clock, milliseconds, signal) => new Promise((resolve) => {
  const end = () => {
    clock.clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    resolve();
  };
  const timer = clock.setTimeout(end, milliseconds);
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end);
});
