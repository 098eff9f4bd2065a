// Inspects, replays and discards dead letters: node deadletters.mjs list|replay|discard NAMESPACE QUEUE [SEQUENCE-NUMBER…]
// NAMESPACE is <name>.servicebus.windows.net, reached as whoever is logged in with 'az login', or a connection string of the local world.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const packages = ['@azure/service-bus@7.9.5', '@azure/identity@4.13.0'], cache = join(homedir(), '.cache', 'messaging-deadletters');
const [action, namespace, queue, ...numbers] = process.argv.slice(2);
if (!['list', 'replay', 'discard'].includes(action) || !queue || (action !== 'list' && numbers.length === 0)) {
  console.error('usage: deadletters.mjs list|replay|discard NAMESPACE QUEUE [SEQUENCE-NUMBER…]');
  process.exit(2);
}
if (!existsSync(join(cache, 'node_modules', '@azure', 'identity'))) {
  execFileSync('npm', ['install', '--prefix', cache, '--no-audit', '--no-fund', '--silent', ...packages], { stdio: 'inherit' });
}
const load = createRequire(join(cache, 'package.json'));
const { ServiceBusClient } = load('@azure/service-bus');
const client = namespace.includes('=') ? new ServiceBusClient(namespace)
  : new ServiceBusClient(namespace, new (load('@azure/identity').DefaultAzureCredential)());
const dead = client.createReceiver(queue, { subQueueType: 'deadLetter', skipParsingBodyAsJson: true });

async function list() {
  for (let from, page; (page = await dead.peekMessages(100, from && { fromSequenceNumber: from })).length > 0; from = page.at(-1).sequenceNumber.add(1)) {
    for (const it of page) {
      const minutes = Math.round((Date.now() - it.enqueuedTimeUtc) / 60_000);
      console.log([it.sequenceNumber, it.deadLetterReason ?? '-', it.subject ?? '-', `${minutes} min`, `${it.body?.length ?? 0} B`].join('\t'));
    }
  }
}

// What is received and not asked for is given back at the end: until then it is locked, so that it does not come again.
async function take(asked, act) {
  const left = new Set(asked), others = [];
  while (left.size > 0) {
    const batch = await dead.receiveMessages(50, { maxWaitTimeInMs: 5_000 });
    if (batch.length === 0) break;
    for (const it of batch) {
      if (!left.delete(`${it.sequenceNumber}`)) { others.push(it); continue; }
      await act(it);
      await dead.completeMessage(it);
      console.log(`${it.sequenceNumber}: ${action === 'replay' ? 'sent again' : 'discarded'}`);
    }
  }
  for (const it of others) await dead.abandonMessage(it);
  for (const number of left) console.error(`${number}: not there`);
  process.exitCode = left.size > 0 ? 1 : 0;
}

try {
  const sender = client.createSender(queue);
  // Attempts are counted anew, and no reason goes along.
  const again = ({ body, messageId, sessionId, subject, contentType, correlationId, applicationProperties = {} }) => {
    const { attempt, firstSeen, DeadLetterReason, DeadLetterErrorDescription, ...kept } = applicationProperties;
    return sender.sendMessages({ body, messageId, sessionId, subject, contentType, correlationId, applicationProperties: kept });
  };
  if (action === 'list') await list();
  else await take(numbers, action === 'replay' ? again : async () => {});
} finally {
  await client.close();
}
