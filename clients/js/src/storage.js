/**
 * Where the outbox is kept. `localStorage` is one.
 * @typedef {object} Storage
 * @property {(key: string) => string | null} getItem
 * @property {(key: string, value: string) => void} setItem throws if it can't be kept
 */

/** @returns {Storage} forgets everything with the process */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

/** @returns {Storage} the browser's, or memory where there is none */
export const defaultStorage = () => {
  try {
    return globalThis.localStorage ?? memoryStorage();
  } catch {
    return memoryStorage();
  }
};

/**
 * The key of this page's own outbox. Pages of one user share a storage: each holds a lock on the first number that is free, and when another
 * page goes, whoever waits for its lock takes over what it left.
 * @param {string} user
 * @param {Storage} storage
 * @param {(key: string) => void} left gets the keys of those who have gone
 * @param {{signal: AbortSignal, locks?: LockManager}} options
 * @returns {Promise<string>}
 */
export async function ownKey(user, storage, left, { signal, locks = globalThis.navigator?.locks }) {
  const key = (/** @type {number} */ number) => `outbox/${user}/${number}`;
  if (!locks || storage !== globalThis.localStorage) return key(0);
  let own = 0;
  while (!(await hold(locks, key(own), signal))) own++;
  for (let other = 0; other < own || storage.getItem(key(other)); other++) {
    if (other !== own) locks.request(key(other), { signal }, () => left(key(other))).catch(() => {});
  }
  return key(own);
}

/**
 * True if the lock is this page's now, until the signal.
 * @param {LockManager} locks
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>}
 */
const hold = (locks, name, signal) => new Promise((resolve, reject) => {
  locks.request(name, { ifAvailable: true }, (lock) => {
    resolve(Boolean(lock));
    return lock ? new Promise((release) => signal.addEventListener('abort', release)) : undefined;
  }).catch(reject);
});
