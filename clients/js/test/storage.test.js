import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileStorage } from '../src/file.js';
import { memoryStorage, ownKey } from '../src/storage.js';

/** Locks as a browser gives them to its pages. */
function pages() {
  const held = new Map();
  const give = async (name, work, lock) => {
    held.set(name, []);
    await work(lock);
    const [next] = held.get(name);
    held.delete(name);
    next?.();
  };
  return {
    async request(name, { ifAvailable }, work) {
      if (!held.has(name)) return give(name, work, { name });
      if (ifAvailable) return work(null);
      await new Promise((resolve) => held.get(name).push(resolve));
      return give(name, work, { name });
    },
  };
}

beforeEach(() => (globalThis.localStorage = memoryStorage()));
afterEach(() => delete globalThis.localStorage);

test('Each page has an outbox of its own, and takes over that of one that has gone', async () => {
  const [locks, first, second] = [pages(), new AbortController(), new AbortController()];
  const left = [];
  const open = (signal) => ownKey('alice', localStorage, (key) => left.push(key), { signal, locks });
  assert.equal(await open(first.signal), 'outbox/alice/0');
  assert.equal(await open(second.signal), 'outbox/alice/1');
  assert.deepEqual(left, []);
  first.abort();
  await new Promise(setImmediate);
  assert.deepEqual(left, ['outbox/alice/0']);
});

test('What is stored in a file is there for the next process', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'outbox-')), 'storage.json');
  const storage = fileStorage(path);
  assert.equal(storage.getItem('a'), null);
  storage.setItem('a', 'one');
  storage.setItem('a', 'two');
  assert.equal(fileStorage(path).getItem('a'), 'two');
});
