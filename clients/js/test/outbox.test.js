import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../src/outbox.js';
import { memoryStorage } from '../src/storage.js';

const until = async (done) => {
  for (const end = Date.now() + 5000; !done(); ) {
    assert.ok(Date.now() < end, 'It took too long.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};
const clock = { now: () => 0, setTimeout: (work) => setTimeout(work, 0), clearTimeout };
const box = (send, storage = memoryStorage()) => {
  const outbox = new Outbox(send, { storage, clock });
  outbox.open('alice');
  return outbox;
};
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
  for (const text of ['one', 'two', 'three']) outbox.add('c', { text });
  await until(all(outbox, 'sent'));
  assert.deepEqual(sent, ['one', 'two', 'three']);
});

test('A retry has the same id and nothing overtakes it', async () => {
  const tries = [];
  const outbox = box(async (_, [{ clientMessageId, text }]) => {
    tries.push({ clientMessageId, text });
    if (tries.length === 1) throw new Error('The network is gone.');
  });
  outbox.add('c', { text: 'one' });
  outbox.add('c', { text: 'two' });
  await until(all(outbox, 'sent'));
  assert.deepEqual(tries.map(({ text }) => text), ['one', 'one', 'two']);
  assert.equal(tries[0].clientMessageId, tries[1].clientMessageId);
});

test('A refusal is kept with its reason and the next message goes on', async () => {
  const outbox = box(async (_, [{ text }]) => {
    if (text === 'bad') throw Object.assign(new Error('Too long.'), { passing: false });
  });
  outbox.add('c', { text: 'bad' });
  outbox.add('c', { text: 'good' });
  await until(() => outbox.items[1].state === 'sent');
  assert.equal(outbox.items[0].state, 'failed');
  assert.equal(outbox.items[0].reason, 'Too long.');
});

test('What was not answered before a reload is sent again after it', async () => {
  const storage = memoryStorage();
  const before = box(() => new Promise(() => {}), storage);
  before.add('c', { text: 'one' });
  const sent = [];
  const after = box(async (_, [message]) => sent.push(message), storage);
  await after.flush();
  assert.deepEqual(sent, [{ clientMessageId: before.items[0].clientMessageId, text: 'one' }]);
});

test('A message leaves the outbox when it is in the log', () => {
  const outbox = box(async () => {});
  outbox.add('c', { text: 'one' });
  outbox.confirm(outbox.items[0].clientMessageId);
  assert.deepEqual(outbox.items, []);
});

test('What waits is sent when it is accepted, and refused with the reason', async () => {
  const outbox = box(async (_, [{ text }]) => {
    if (text === 'bad') throw Object.assign(new Error('Too long.'), { passing: false });
  });
  const [good, bad] = [outbox.add('c', { text: 'good' }), outbox.add('c', { text: 'bad' })];
  assert.deepEqual(await good, { clientMessageId: outbox.items[0].clientMessageId });
  await assert.rejects(bad, /Too long/);
});

test('A message that is seen before its request is answered does not come back', async () => {
  const outbox = box(async (_, [{ clientMessageId }]) => outbox.confirm(clientMessageId));
  await outbox.add('c', { text: 'one' });
  await outbox.flush();
  assert.deepEqual(outbox.items, []);
});

test('What a page that has gone left behind is taken over, once', async () => {
  const storage = memoryStorage();
  const gone = new Outbox(() => new Promise(() => {}), { storage });
  gone.open('other');
  gone.add('c', { text: 'left' });
  const sent = [];
  const outbox = box(async (_, [message]) => sent.push(message.text), storage);
  outbox.adopt('other');
  outbox.adopt('other');
  await until(all(outbox, 'sent'));
  assert.deepEqual(sent, ['left']);
});

test('The server says how long to wait before the next try', async () => {
  const waited = [];
  const slow = { now: () => 0, setTimeout: (work, milliseconds) => (waited.push(milliseconds), setTimeout(work, 0)), clearTimeout };
  let tries = 0;
  const outbox = new Outbox(async () => {
    if (++tries === 1) throw Object.assign(new Error('Too many.'), { passing: true, retryAfter: 30_000 });
  }, { storage: memoryStorage(), clock: slow });
  outbox.open('alice');
  await outbox.add('c', { text: 'one' });
  assert.equal(waited.length, 1);
  assert.ok(waited[0] >= 30_000 && waited[0] < 32_000);
});
