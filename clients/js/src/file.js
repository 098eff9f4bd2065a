import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/**
 * A storage in a file, for Node. It is replaced as a whole and only after it has reached the disk; one process at a time may use it.
 * @param {string} path of a file in a folder that exists
 * @returns {import('./storage.js').Storage}
 */
export function fileStorage(path) {
  /** @type {Record<string, string>} */
  const kept = load(path);
  return {
    getItem: (key) => kept[key] ?? null,
    setItem(key, value) {
      kept[key] = value;
      const next = openSync(`${path}.next`, 'w');
      try {
        writeSync(next, JSON.stringify(kept));
        fsyncSync(next);
      } finally {
        closeSync(next);
      }
      renameSync(`${path}.next`, path);
    },
  };
}

/** @param {string} path */
function load(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (/** @type {any} */ fault) {
    if (fault.code === 'ENOENT') return {};
    throw fault;
  }
}
