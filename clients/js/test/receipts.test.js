import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Receipts } from '../src/receipts.js';
import { Typing } from '../src/typing.js';
import { handClock } from './hand-clock.js';

function told(put = async () => {}) {
  const clock = handClock();
  const places = [];
  const receipts = new Receipts(async (id, place) => {
    places.push({ at: clock.now(), id, ...place });
    await put(places.length);
  }, clock);
  return { clock, places, receipts };
}

test('What comes within a second is told by one request, the last of it', async () => {
  const { clock, places, receipts } = told();
  for (let seq = 1; seq <= 40; seq++) {
    receipts.report('c', { delivered: seq });
    await clock.move(100);
  }
  await clock.move(2000);
  assert.equal(places.at(-1).delivered, 40);
  assert.ok(places.every(({ at }, index) => index === 0 || at - places[index - 1].at >= 1000));
  assert.ok(places.length <= 5);
});

test('What is read is received, and nothing is told twice', async () => {
  const { clock, places, receipts } = told();
  receipts.report('c', { seq: 5 });
  await clock.move(2000);
  receipts.report('c', { delivered: 5 });
  receipts.report('c', { seq: 4 });
  await clock.move(2000);
  assert.deepEqual(places.map(({ seq, delivered }) => ({ seq, delivered })), [{ seq: 5, delivered: undefined }]);
});

test('A place that went unheard is told again, and a refused one is not', async () => {
  const { clock, places, receipts } = told(async (count) => {
    if (count === 1) throw new Error('The network is gone.');
    if (count === 3) throw Object.assign(new Error('Not a member.'), { passing: false });
  });
  receipts.report('c', { seq: 5 });
  await clock.move(10_000);
  receipts.report('c', { seq: 6 });
  await clock.move(60_000);
  assert.deepEqual(places.map(({ seq }) => seq), [5, 5, 6]);
});

test('Reading where a mark as unread was set is told although it is nothing new', async () => {
  const { clock, places, receipts } = told();
  receipts.report('c', { seq: 5 });
  await clock.move(2000);
  receipts.report('c', { seq: 5, again: true });
  await clock.move(2000);
  assert.deepEqual(places.map(({ seq }) => seq), [5, 5]);
});

test('What waits can be told at once, and is not told again', async () => {
  const { clock, places, receipts } = told();
  receipts.report('c', { seq: 5 });
  await receipts.settle('c');
  assert.deepEqual(places, [{ at: 0, id: 'c', seq: 5 }]);
  await clock.move(2000);
  assert.equal(places.length, 1);
});

test('Typing is told every eight seconds, in each conversation, and at once after a message', async () => {
  const clock = handClock();
  const typing = new Typing(() => {}, clock);
  const due = (id) => typing.due(id);
  assert.deepEqual([due('c'), due('c'), due('d')], [true, false, true]);
  await clock.move(7_999);
  assert.equal(due('c'), false);
  await clock.move(1);
  assert.equal(due('c'), true);
  typing.stopped('c');
  assert.equal(due('c'), true);
});

test('Who types is shown for ten seconds, or until the message comes', async () => {
  const clock = handClock();
  const typing = new Typing(() => {}, clock);
  typing.heard('c', 'bob');
  typing.heard('c', 'carol');
  typing.wrote('c', 'carol');
  assert.deepEqual(typing.in('c'), ['bob']);
  await clock.move(10_000);
  assert.deepEqual(typing.in('c'), []);
});
