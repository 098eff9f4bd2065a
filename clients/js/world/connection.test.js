import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOver, numbered, openLine, screenOf, until } from './clients.js';

test('A connection that is cut again and again while messages come loses, doubles and reorders nothing', async (t) => {
  const line = await openLine();
  const [alice, bob] = [await clientOver(null, 'alice'), await clientOver(line, 'bob')];
  t.after(async () => {
    await Promise.all([alice.stop(), bob.stop()]);
    line.close();
  });
  const conversation = await alice.create({ members: ['bob'], title: 'Cut' });
  const seen = bob.conversation(conversation.id);
  const screen = screenOf(seen);
  await until(() => bob.conversations.some(({ conversationId }) => conversationId === conversation.id), () => 'Bob has the conversation');
  await seen.open();

  const said = numbered(60, 'message');
  let [cuts, sent] = [0, 0];
  for (const text of said) {
    await conversation.send(text);
    if (++sent % 15 === 0) {
      await until(() => bob.state === 'online', () => `Bob is ${bob.state}`);
      assert.ok(line.cut() > 0, 'There was nothing to cut.');
      cuts++;
    }
  }
  await until(() => screen.texts.length >= said.length, () => `${screen.texts.length} of ${said.length}, ${bob.state}`);
  assert.equal(cuts, 4);
  assert.deepEqual(screen.texts, said);
  assert.deepEqual(screen.faults, []);
  assert.equal(seen.summary.unread, said.length);

  await until(async () => (await conversation.receipts()).delivered === 2, () => 'Bob\'s device says what it received');
  seen.read();
  await until(async () => (await conversation.receipts()).read === 2, () => 'Bob has read it all');
});
