import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../js/outbox.js';

const memory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
};
const until = async (done) => {
  for (const end = Date.now() + 5000; !done(); ) {
    assert.ok(Date.now() < end, 'It took too long.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};
const box = (send, storage = memory()) => new Outbox(send, { storage, key: 'alice' });
const all = (outbox, state) => () => outbox.items.every((item) => item.state === state);

test('One message is in flight at a time, in the order of writing', async () => {
  const sent = [];
  let flying = 0;
  const outbox = box(async (_, [{ text }]) => {
    assert.equal(++flying, 1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    sent.push(text);
    flying--;
  });
  for (const text of ['one', 'two', 'three']) outbox.add('c', text);
  await until(all(outbox, 'sent'));
  assert.deepEqual(sent, ['one', 'two', 'three']);
});

test('A retry has the same id and nothing overtakes it', async () => {
  const tries = [];
  const outbox = box(async (_, [{ clientMessageId, text }]) => {
    tries.push({ clientMessageId, text });
    if (tries.length === 1) throw new Error('The network is gone.');
  });
  outbox.add('c', 'one');
  outbox.add('c', 'two');
  await until(all(outbox, 'sent'));
  assert.deepEqual(tries.map(({ text }) => text), ['one', 'one', 'two']);
  assert.equal(tries[0].clientMessageId, tries[1].clientMessageId);
});

test('A refusal is kept with its reason and the next message goes on', async () => {
  const outbox = box(async (_, [{ text }]) => {
    if (text === 'bad') throw Object.assign(new Error('Too long.'), { passing: false });
  });
  outbox.add('c', 'bad');
  outbox.add('c', 'good');
  await until(() => outbox.items[1].state === 'sent');
  assert.equal(outbox.items[0].state, 'failed');
  assert.equal(outbox.items[0].reason, 'Too long.');
});

test('What was not answered before a reload is sent again after it', async () => {
  const storage = memory();
  const before = box(() => new Promise(() => {}), storage);
  before.add('c', 'one');
  const sent = [];
  const after = box(async (_, [message]) => sent.push(message), storage);
  await after.flush();
  assert.deepEqual(sent, [{ clientMessageId: before.items[0].clientMessageId, text: 'one' }]);
});

test('A message leaves the outbox when it is in the log', () => {
  const outbox = box(async () => {});
  outbox.add('c', 'one');
  outbox.confirm(outbox.items[0].clientMessageId);
  assert.deepEqual(outbox.items, []);
});
