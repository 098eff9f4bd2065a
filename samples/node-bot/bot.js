// Listens to a subscription of topic events and answers over queue send. See README.md.
import { randomUUID } from 'node:crypto';
import { ServiceBusClient } from '@azure/service-bus';
import { replies } from './commands.js';

const { SERVICEBUS, SERVICEBUS_NAMESPACE, SUBSCRIPTION = 'bot', BOT = 'bot' } = process.env;

/** A connection string locally; in Azure a namespace and the identity that the bot runs as. */
async function connect() {
  if (SERVICEBUS) return new ServiceBusClient(SERVICEBUS);
  if (!SERVICEBUS_NAMESPACE) throw new Error('Set SERVICEBUS to a connection string, or SERVICEBUS_NAMESPACE.');
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new ServiceBusClient(SERVICEBUS_NAMESPACE, new DefaultAzureCredential());
}

/** CloudEvents 1.0 in binary mode: the metadata are application properties, the body is the fact alone. */
function envelope(type, fact) {
  const id = randomUUID();
  return {
    messageId: id,
    contentType: 'application/json',
    applicationProperties: { 'cloudEvents:specversion': '1.0', 'cloudEvents:type': type, 'cloudEvents:source': 'node-bot', 'cloudEvents:id': id },
    body: fact,
  };
}

const client = await connect();
const sender = client.createSender('send');
const receiver = client.createReceiver('events', SUBSCRIPTION);

// What returns is completed; what throws comes again, and in the end is dead-lettered.
const listening = receiver.subscribe({
  async processMessage(message) {
    if (message.applicationProperties['cloudEvents:type'] !== 'entries-published') return;
    for (const fact of replies(message.body, BOT, new Date())) await sender.sendMessages(envelope('send-messages', fact));
  },
  async processError({ error, errorSource }) {
    console.error(`${errorSource}: ${error.message}`);
  },
});
console.log(`${BOT} listens to events/${SUBSCRIPTION}.`);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await listening.close();
    await client.close();
  });
