import { fileStorage } from 'messaging-functions-client/file';
import { clientOver } from './clients.js';

const [path, conversationId, texts] = process.argv.slice(2);
const client = await clientOver(null, 'dave', { storage: fileStorage(path) });
for (const text of JSON.parse(texts)) client.conversation(conversationId).send(text);
