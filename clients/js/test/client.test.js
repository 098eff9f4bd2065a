import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessagingClient, Refused, memoryStorage } from '../src/index.js';
import { handClock } from './hand-clock.js';

/** A server of HTTP and SignalR as the client sees it: `answers` by method and path, `connections` as they are made. */
function world(answers = {}) {
  const asked = [];
  const connections = [];
  const all = {
    'POST negotiate': () => ({ url: 'https://signalr', accessToken: `t${connections.length}` }),
    'GET settings': () => ({ receiptMembers: 100, typingRepeatSeconds: 8, typingShownSeconds: 10, heartbeatSeconds: 1800, watchSeconds: 86_400 }),
    'POST sync': () => ({ token: 's', changed: [], removed: [], missed: [] }),
    ...answers,
  };
  const fetch = async (url, { method, headers, body }) => {
    const call = `${method} ${url.replace('http://front/api/', '')}`;
    asked.push({ call, token: headers.Authorization, body: body && JSON.parse(body) });
    const answer = (await all[call]?.(asked.filter((one) => one.call === call).length, body && JSON.parse(body))) ?? null;
    return answer instanceof Response ? answer : Response.json(answer);
  };
  class HubConnectionBuilder {
    withUrl(url, { accessTokenFactory }) {
      this.made = { url, token: accessTokenFactory(), handlers: {}, sent: [] };
      return this;
    }
    configureLogging() {
      return this;
    }
    build() {
      const { made } = this;
      connections.push(made);
      return {
        on: (event, handler) => (made.handlers[event] = handler), onclose: (closed) => (made.drop = closed),
        start: async () => {}, stop: async () => {}, send: async (...sent) => made.sent.push(sent), invoke: async (...sent) => (made.sent.push(sent), { users: [] }),
      };
    }
  }
  const clock = handClock();
  const client = new MessagingClient({
    url: 'http://front', user: 'alice', token: ({ renew }) => (renew ? 'new' : 'old'), storage: memoryStorage(), fetch, clock, signalR: { HubConnectionBuilder, LogLevel: { None: 6 } },
  });
  return { client, clock, asked, connections, answers: all, calls: (call) => asked.filter((one) => one.call === call) };
}

const problem = (status, body = {}, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });
const summary = { conversationId: 'c', epoch: 'e', kind: 'group', seq: 1, readSeq: 1, unread: 0, memberCount: 2, lastActivity: '2026-01-01T00:00:00Z' };
const message = (seq, sender = 'bob', more = {}) => ({ seq, kind: 'message', sender, clientMessageId: `${sender}-${seq}`, text: `message ${seq}`, time: summary.lastActivity, ...more });

test('Every connection has a negotiation of its own, and waits for as long as the server asks', async () => {
  const { client, clock, connections, calls } = world({
    'POST negotiate': (count) => (count === 2 ? problem(429, {}, { 'retry-after': '30' }) : { url: 'https://signalr', accessToken: `t${count}` }),
  });
  await client.start();
  connections[0].drop();
  await clock.move(2_000);
  assert.deepEqual([client.state, calls('POST negotiate').length], ['offline', 2]);
  await clock.move(29_999 - 2_000);
  assert.equal(calls('POST negotiate').length, 2);
  await clock.move(10_000);
  assert.deepEqual([client.state, connections.map(({ token }) => token)], ['online', ['t1', 't3']]);
});

test('A token that has expired is renewed, and the request is made again', async () => {
  const { client, asked } = world({ 'GET blocks': (count) => (count === 1 ? problem(401) : { users: [] }) });
  assert.deepEqual(await client.call('GET', 'blocks'), { users: [] });
  assert.deepEqual(asked.map(({ token }) => token), ['Bearer old', 'Bearer new']);
});

test('A refusal names the field', async () => {
  const { client } = world({ 'POST conversations/c/messages': () => problem(400, { type: 'invalid-field', title: 'It is too long.', field: 'messages[0].text' }) });
  client.start();
  await assert.rejects(client.conversation('c').send('…'), (fault) =>
    fault instanceof Refused && fault.field === 'messages[0].text' && fault.type === 'invalid-field' && /too long.*messages\[0\]\.text/.test(fault.message));
});

test('What comes live during the catch-up is held, then taken in order', async () => {
  let answer;
  const { client, clock, connections } = world({
    'POST sync': (count) => (count === 1 ? { token: 's', changed: [summary], removed: [], missed: [] } : new Promise((resolve) => (answer = () => resolve({ token: 's', changed: [], removed: [], missed: [] })))),
    'GET conversations/c/messages?limit=50': () => ({ epoch: 'e', entries: [message(1)], more: false }),
  });
  await client.start();
  const conversation = client.conversation('c');
  const told = [];
  conversation.on('entries', (entries) => told.push(...entries.map(({ seq }) => seq)));
  await conversation.open();
  connections[0].drop();
  await clock.move(2_000);
  connections[1].handlers.entries({ conversationId: 'c', epoch: 'e', entries: [message(3)] });
  connections[1].handlers.entries({ conversationId: 'c', epoch: 'e', entries: [message(2)] });
  assert.deepEqual(told, [1]);
  answer();
  await clock.move(0);
  assert.deepEqual(told, [1, 2, 3]);
});

test('Others hear once a second what this device has, and nothing about own messages', async () => {
  const { client, clock, connections, calls } = world({ 'POST sync': () => ({ token: 's', changed: [{ ...summary }], removed: [], missed: [] }) });
  await client.start();
  const tell = (...entries) => connections[0].handlers.entries({ conversationId: 'c', epoch: 'e', entries });
  tell(message(2));
  tell(message(3));
  await clock.move(900);
  tell(message(4, 'alice'));
  await clock.move(3_000);
  assert.deepEqual(calls('PUT conversations/c/cursor').map(({ body }) => body), [{ delivered: 3 }]);
});

test('A message whose refusal went by while there was no connection is asked about', async () => {
  const { client, clock, connections, answers } = world();
  await client.start();
  const { clientMessageId } = await client.conversation('c').send('Hello');
  answers[`GET conversations/c/commands/${clientMessageId}`] = () => ({ state: 'refused', reason: 'not-a-member' });
  connections[0].drop();
  await clock.move(2_000);
  assert.deepEqual(client.outbox.items.map(({ state, reason }) => ({ state, reason })), [{ state: 'failed', reason: 'not-a-member' }]);
});

test('Watching, viewing and catching up are repeated after a reconnect', async () => {
  const { client, clock, connections, calls } = world({ 'GET conversations/c/messages?limit=50': () => ({ epoch: 'e', entries: [message(1)], more: false }) });
  await client.start();
  await client.presence.watch(['bob', 'carol']);
  await client.presence.unwatch(['carol']);
  await client.conversation('c').open();
  connections[0].drop();
  await clock.move(2_000);
  assert.deepEqual(connections[1].sent, [['view', 'c'], ['watch', ['bob']]]);
  assert.deepEqual(calls('POST sync').at(-1).body, { token: 's', known: [{ conversationId: 'c', epoch: 'e', seq: 1 }] });
});

for (const [marked, catchUps] of [[1, 2], [undefined, 1]])
  test(`That another device has read what this one has is news ${marked ? 'where it is marked as unread' : 'nowhere else'}`, async () => {
    const { client, clock, connections, calls } = world({ 'POST sync': (count) => ({ token: 's', changed: count === 1 ? [{ ...summary, unreadFrom: marked }] : [summary], removed: [], missed: [] }) });
    await client.start();
    connections[0].handlers.inbox({ conversationId: 'c', readSeq: 1 });
    await clock.move(3_000);
    assert.deepEqual([calls('POST sync').length, client.conversations[0].unreadFrom], [catchUps, undefined]);
  });

test('After a stop nothing is asked any more, and what was not sent is there for the next start', async () => {
  const { client, clock, asked, answers } = world({ 'POST conversations/c/messages': () => problem(503) });
  await client.start();
  client.conversation('c').send('Hello');
  await clock.move(0);
  await client.stop();
  const before = asked.length;
  await clock.move(3_600_000);
  assert.deepEqual([asked.length, client.state], [before, 'stopped']);

  answers['POST conversations/c/messages'] = () => ({});
  await client.start();
  await clock.move(0);
  assert.deepEqual(client.outbox.items.map(({ message, state }) => ({ message, state })), [{ message: { text: 'Hello' }, state: 'sent' }]);
});

for (const call of ['POST negotiate', 'GET settings', 'POST sync', 'POST conversations/c/messages'])
  test(`A stop while the answer to ${call} is on its way leaves nothing behind that keeps a process alive`, async () => {
    const { client, clock, asked, answers } = world({
      'POST sync': () => ({ token: 's', changed: [{ ...summary, seq: 2 }], removed: [], missed: [{ conversationId: 'c', epoch: 'e', entries: [message(2)] }] }),
      'POST conversations/c/messages': () => problem(503, {}, { 'retry-after': '30' }),
    });
    const answerOf = answers[call];
    let answer;
    answers[call] = () => new Promise((resolve) => (answer = () => resolve(answerOf())));
    const started = client.start();
    client.conversation('c').send('Hello');
    await clock.move(0);

    await client.stop();
    await started;
    answer();
    await clock.move(0);
    assert.equal(clock.waiting, 0);
    const before = asked.length;
    await clock.move(3_600_000);
    assert.equal(asked.length, before);
  });
