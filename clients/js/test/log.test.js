import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Log } from '../src/log.js';

const entry = (seq, more = {}) => ({ seq, kind: 'message', text: `message ${seq}`, ...more });
const entries = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));
const seqs = (log) => log.entries.map(({ seq }) => seq);
const until = async (done) => {
  for (const end = Date.now() + 5000; !done(); ) {
    assert.ok(Date.now() < end, 'It took too long.');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};

/** A server with so many entries, which notes what it is asked. */
function server(count) {
  const asked = [];
  const fetchPage = async (range) => {
    asked.push(range);
    const { after = 0, before = count + 1, limit } = range;
    const all = entries(after + 1, before - 1);
    const page = after ? all.slice(0, limit) : all.slice(-limit);
    return { entries: page, more: page.length < all.length };
  };
  return { asked, fetchPage };
}

test('Live entries are held until the history is there', async () => {
  const log = new Log(server(3).fetchPage);
  log.add([entry(4)]);
  assert.deepEqual(seqs(log), []);
  await log.open();
  assert.deepEqual(seqs(log), [1, 2, 3, 4]);
});

test('Entries that overtake each other or come twice are shown once and in order', async () => {
  const log = new Log(server(1).fetchPage, { patience: () => 60_000 });
  await log.open();
  log.add([entry(4)]);
  log.add([entry(2), entry(3)]);
  log.add([entry(3), entry(4)]);
  assert.deepEqual(seqs(log), [1, 2, 3, 4]);
});

test('Exactly the gap is fetched when it does not close by itself', async () => {
  const known = server(1);
  const later = server(9);
  const log = new Log((range) => (range.after ? later : known).fetchPage(range), { patience: () => 1 });
  await log.open();
  log.add([entry(5)]);
  await until(() => log.last === 5);
  assert.deepEqual(seqs(log), [1, 2, 3, 4, 5]);
  assert.deepEqual(later.asked, [{ after: 1, limit: 3 }]);
});

test('A catch-up brings what was missed', async () => {
  const log = new Log(server(3).fetchPage);
  await log.open();
  await log.take({ entries: entries(4, 6) });
  assert.deepEqual(seqs(log), [1, 2, 3, 4, 5, 6]);
});

test('The gap of a catch-up is read page after page', async () => {
  const { fetchPage } = server(450);
  const log = new Log((range) => (range.after ? fetchPage(range) : server(30).fetchPage(range)));
  await log.open();
  await log.take({ entries: entries(441, 450), gap: { from: 31, to: 440 } });
  assert.equal(log.last, 450);
  assert.equal(log.entries.length, 450);
});

test('A log of another epoch is begun anew', async () => {
  let epoch = 'e1';
  const log = new Log(async (range) => ({ ...(await server(epoch === 'e1' ? 9 : 4).fetchPage(range)), epoch }));
  await log.open();
  epoch = 'e2';
  log.add([entry(5)], 'e2');
  await until(() => log.epoch === 'e2' && log.opened);
  assert.deepEqual(seqs(log), [1, 2, 3, 4]);

  await log.take({ epoch: 'e3', entries: entries(2, 3), gap: { from: 1, to: 1 }, restart: true });
  assert.deepEqual([seqs(log), log.older], [[2, 3], true]);
});

test('What a page shows already is not done to it again', async () => {
  const log = new Log(async () => ({ entries: [entry(1, { text: 'newest', reactions: [{ reaction: '+1', count: 1 }], changedBy: 4 }), entry(2)], more: false }));
  await log.open();
  log.add([
    entry(3, { kind: 'message-edited', target: 1, text: 'older' }),
    entry(4, { kind: 'reaction-added', target: 1, reaction: '+1' }),
    entry(5, { kind: 'reaction-added', target: 1, reaction: '+1' }),
  ]);
  assert.equal(log.entries[0].text, 'newest');
  assert.deepEqual(log.entries[0].reactions, [{ reaction: '+1', count: 2 }]);
});

test('Earlier entries are put before the first one', async () => {
  const log = new Log(server(120).fetchPage);
  await log.open();
  assert.equal(log.older, true);
  await log.loadOlder();
  await log.loadOlder();
  assert.equal(log.older, false);
  assert.deepEqual(seqs(log), entries(1, 120).map(({ seq }) => seq));
});

test('An edit changes its target and a deletion takes its text out', async () => {
  const log = new Log(server(2).fetchPage);
  await log.open();
  log.add([
    entry(3, { kind: 'message-edited', target: 1, text: 'better', time: '2026-01-01T00:00:00Z' }),
    entry(4, { kind: 'message-deleted', target: 2, text: undefined, time: '2026-01-01T00:00:01Z' }),
  ]);
  assert.equal(log.entries[0].text, 'better');
  assert.equal(log.entries[1].text, null);
});

test('Each entry is told once and in order, and after a restart from the start', async () => {
  const told = [];
  const log = new Log(async (range) => ({ ...(await server(2).fetchPage(range)), epoch: 'e1' }), {
    appended: (fresh) => told.push(...fresh.map(({ seq }) => seq)), restarted: () => told.push('restart'), patience: () => 60_000,
  });
  await log.open();
  log.add([entry(4)], 'e1');
  log.add([entry(3), entry(2)], 'e1');
  await log.take({ epoch: 'e2', entries: [entry(1)], restart: true });
  assert.deepEqual(told, [1, 2, 3, 4, 'restart', 1]);
});

test('Earlier entries that are asked for twice at once come once', async () => {
  const log = new Log(server(80).fetchPage);
  await log.open();
  await Promise.all([log.loadOlder(), log.loadOlder()]);
  assert.deepEqual(seqs(log), entries(1, 80).map(({ seq }) => seq));
});

test('An earlier page that was read before an edit came live shows the edit', async () => {
  const log = new Log(server(60).fetchPage);
  await log.open();
  const loading = log.loadOlder();
  log.add([entry(61, { kind: 'message-edited', target: 3, text: 'better', time: '2026-01-01T00:00:00Z' })]);
  await loading;
  assert.equal(log.entries[2].text, 'better');
});

test('An edit whose text a later one has replaced takes nothing away', async () => {
  const log = new Log(server(1).fetchPage);
  await log.open();
  log.add([entry(2, { kind: 'message-edited', target: 1, text: undefined })]);
  assert.equal(log.entries[0].text, 'message 1');
});

test('A restart is tried again until it succeeds', async () => {
  let tries = 0;
  const clock = { now: () => 0, setTimeout: (work) => setTimeout(work, 0), clearTimeout };
  const log = new Log(async (range) => {
    if (++tries === 2) throw new Error('The network is gone.');
    return { ...(await server(2).fetchPage(range)), epoch: tries === 1 ? 'e1' : 'e2' };
  }, { clock });
  await log.open();
  log.add([entry(3)], 'e2');
  await until(() => log.epoch === 'e2');
  assert.deepEqual(seqs(log), [1, 2]);
});

test('What came of an older state while the page was on its way is not shown', async () => {
  const log = new Log(async () => ({ epoch: 'e2', entries: entries(1, 2), more: false }), { patience: () => 60_000 });
  log.add([entry(3, { text: 'of before' }), entry(4)], 'e1');
  log.add([entry(4, { text: 'of now' })], 'e2');
  await log.open();
  assert.deepEqual(seqs(log), [1, 2]);
  log.add([entry(3)], 'e2');
  assert.deepEqual(log.entries.map(({ text }) => text), ['message 1', 'message 2', 'message 3', 'of now']);
});
