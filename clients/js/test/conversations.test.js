import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversations } from '../src/conversations.js';

const summary = { conversationId: 'c', seq: 3, readSeq: 3, unread: 0, lastActivity: '2026-01-01T00:00:00Z' };
const message = (seq, sender = 'bob') => ({ seq, kind: 'message', sender, time: '2026-01-01T00:00:01Z' });
const of = (user) => {
  const conversations = new Conversations(user);
  conversations.apply({ changed: [{ ...summary }], removed: [] });
  return conversations;
};

test('Messages of others count as unread, once', () => {
  const conversations = of('alice');
  assert.equal(conversations.follow('c', [message(4), message(5)]), true);
  assert.equal(conversations.follow('c', [message(5)]), true);
  assert.equal(conversations.get('c').unread, 2);
});

test("One's own message reads what came before it", () => {
  const conversations = of('alice');
  conversations.follow('c', [message(4), message(5, 'alice')]);
  assert.equal(conversations.get('c').unread, 0);
});

test('A gap is for the server to tell', () => {
  const conversations = of('alice');
  assert.equal(conversations.follow('c', [message(6)]), false);
  assert.equal(conversations.get('c').unread, 0);
  assert.equal(conversations.follow('unknown', [message(1)]), false);
});

test('What has overtaken counts as soon as the gap closes, once', () => {
  const conversations = of('alice');
  assert.equal(conversations.follow('c', [message(5)]), false);
  assert.equal(conversations.follow('c', [message(5), message(4)]), true);
  assert.deepEqual([conversations.get('c').seq, conversations.get('c').unread], [5, 2]);
  conversations.follow('c', [message(7)]);
  conversations.apply({ changed: [{ ...summary, seq: 6, unread: 3 }], removed: [] });
  assert.deepEqual([conversations.get('c').seq, conversations.get('c').unread], [7, 4]);
});

test('A late answer does not take back what came live', () => {
  const conversations = of('alice');
  conversations.follow('c', [message(4)]);
  conversations.apply({ changed: [{ ...summary }], removed: [] });
  assert.equal(conversations.get('c').unread, 1);
});

test('What is read in part stays unread until the server counts it', () => {
  const conversations = of('alice');
  conversations.follow('c', [message(4), message(5)]);
  assert.equal(conversations.read('c', 4), true);
  assert.deepEqual([conversations.get('c').readSeq, conversations.get('c').unread], [4, 2]);
  assert.equal(conversations.read('c', 5), true);
  assert.equal(conversations.get('c').unread, 0);
  assert.equal(conversations.read('c', 5), false);
});

test('A mark as unread goes away by reading, even without anything new', () => {
  const conversations = of('alice');
  conversations.apply({ changed: [{ ...summary, unread: 2, unreadFrom: 2 }], removed: [] });
  assert.equal(conversations.read('c', 3), true);
  assert.deepEqual([conversations.get('c').unreadFrom, conversations.get('c').unread], [undefined, 0]);
});

test('Pinned ones come first and muted ones are not in the total', () => {
  const conversations = new Conversations('alice');
  const one = (conversationId, more) => ({ ...summary, conversationId, unread: 2, ...more });
  conversations.apply({ changed: [one('old', { pinned: true }), one('new', { lastActivity: '2026-01-02T00:00:00Z' }), one('muted', { mutedUntil: '2026-02-01T00:00:00Z' })], removed: [] });
  assert.equal(conversations.list[0].conversationId, 'old');
  assert.equal(conversations.unread(Date.parse('2026-01-05T00:00:00Z')), 4);
  assert.equal(conversations.unread(Date.parse('2026-03-05T00:00:00Z')), 6);
});

test('A log of another epoch is for the server to tell', () => {
  const conversations = of('alice');
  conversations.apply({ changed: [{ ...summary, epoch: 'e1' }], removed: [] });
  assert.equal(conversations.follow('c', [message(4)], 'e2'), false);
  assert.equal(conversations.get('c').seq, 3);
});

test('A conversation appears with its first entry', () => {
  const conversations = new Conversations('bob');
  const created = { seq: 1, kind: 'conversation-created', sender: 'alice', members: ['bob'], conversationKind: 'direct', time: summary.lastActivity };
  assert.equal(conversations.follow('d', [created, message(2, 'alice')]), true);
  assert.deepEqual({ with: conversations.get('d').with, unread: conversations.get('d').unread }, { with: 'alice', unread: 1 });
});

test('A message that comes before the conversation it is in counts when that comes', () => {
  const conversations = new Conversations('bob');
  const created = { seq: 1, kind: 'conversation-created', sender: 'alice', members: ['bob'], conversationKind: 'direct', time: summary.lastActivity };
  assert.equal(conversations.follow('d', [{ ...message(2, 'alice'), text: 'Hello' }]), false);
  assert.equal(conversations.follow('d', [created]), true);
  assert.deepEqual([conversations.get('d').unread, conversations.get('d').lastMessage.text], [1, 'Hello']);
});
