import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, replies } from '../commands.js';

const noon = new Date('2026-03-01T12:00:00Z');
const said = (seq, text, sender = 'ann') => ({ seq, kind: 'message', sender, text });
const fact = (...entries) => ({ tenant: 'acme', conversationId: 'c1', epoch: 'e1', kind: 'message', memberCount: 2, entries });

test('A command is answered, anything else is not', () => {
  assert.equal(answerTo('/echo  Hello,\nworld', noon), 'Hello,\nworld');
  assert.equal(answerTo('/time', noon), '2026-03-01T12:00:00.000Z');
  for (const text of ['hello', '/unknown', '/constructor', 'say /time', '', undefined]) assert.equal(answerTo(text, noon), undefined);
});

test('The same entry is answered under the same id', () => {
  const [answer] = replies(fact(said(3, 'hello'), said(4, '/echo hi')), 'bot', noon);
  assert.deepEqual(answer, { tenant: 'acme', sender: 'bot', messages: [{ conversationId: 'c1', clientMessageId: 're-e1-4', text: 'hi' }] });
  assert.deepEqual(replies(fact(said(4, '/echo hi')), 'bot', noon), [answer]);
});

test('The bot does not answer itself, nor what is no message', () => {
  assert.deepEqual(replies(fact(said(3, '/echo /echo', 'bot')), 'bot', noon), []);
  assert.deepEqual(replies({ ...fact(said(3, '/time')), kind: 'message-edited' }, 'bot', noon), []);
});

test('Many answers are cut into facts that the platform takes', () => {
  const facts = replies(fact(...Array.from({ length: 90 }, (_, i) => said(i + 1, '/time'))), 'bot', noon);
  assert.deepEqual(facts.map(({ messages }) => messages.length), [40, 40, 10]);
});
