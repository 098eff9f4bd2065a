import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileStorage } from 'messaging-functions-client/file';
import { clientOver, numbered, screenOf, until } from './clients.js';

const READER = 'carol';

test('A process that is killed with a full outbox goes on after its next start, once and in order', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  const path = join(folder, 'storage.json');
  const reader = await clientOver(null, READER);
  t.after(async () => {
    await reader.stop();
    rmSync(folder, { recursive: true });
  });
  const conversation = await reader.create({ members: ['dave'], title: 'Reload' });
  const screen = screenOf(conversation);
  await conversation.open();

  const said = numbered(40, 'message');
  await killedAfter(5, screen, path, conversation.id, said);
  const left = JSON.parse(fileStorage(path).getItem('outbox/dave/0')).filter(({ state }) => state === 'waiting' || state === 'sending').length;
  assert.ok(left > 0 && left < said.length, `${left} were left.`);

  const again = await clientOver(null, 'dave', { storage: fileStorage(path) });
  const own = again.conversation(conversation.id);
  const shown = screenOf(own);
  await own.open();
  await until(() => screen.texts.length >= said.length && shown.texts.length >= said.length && again.outbox.items.length === 0,
    () => `${screen.texts.length} read, ${shown.texts.length} shown, ${again.outbox.items.length} in the outbox`);
  await again.stop();
  assert.deepEqual(screen.texts, said);
  assert.deepEqual(shown.texts, said);
  assert.deepEqual([screen.faults, shown.faults], [[], []]);
});

test('A message whose acceptance never arrived takes effect once', async (t) => {
  let lost = 0;
  const deaf = async (url, request) => {
    const answer = await fetch(url, request);
    if (request.method === 'POST' && url.endsWith('/messages') && ++lost <= 3) throw new TypeError('The answer was lost.');
    return answer;
  };
  const client = await clientOver(null, READER, { fetch: deaf });
  t.after(() => client.stop());
  const conversation = await client.create({ members: ['dave'], title: 'Deaf' });
  const screen = screenOf(conversation);
  await conversation.open();
  const said = numbered(5, 'message');
  await Promise.all(said.map((text) => conversation.send(text)));
  await until(() => screen.texts.length >= said.length && client.outbox.items.length === 0, () => `${screen.texts.length} shown`);
  assert.ok(lost > 3);
  assert.deepEqual(screen.texts, said);
  assert.deepEqual(screen.faults, []);
});

/** A process that says all of it at once, killed as soon as somebody has seen so many. */
async function killedAfter(count, screen, path, conversationId, texts) {
  const child = spawn(process.execPath, ['world/speaker.js', path, conversationId, JSON.stringify(texts)], { stdio: 'inherit' });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  await until(() => screen.texts.length >= count || child.exitCode !== null, () => `${screen.texts.length} seen`);
  child.kill('SIGKILL');
  await gone;
}
