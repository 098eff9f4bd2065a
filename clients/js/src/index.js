export { MessagingClient } from './client.js';
export { Conversation } from './conversation.js';
export { Refused } from './api.js';
export { memoryStorage } from './storage.js';
export { isMuted } from './conversations.js';

/** @typedef {import('./wire.js').Entry} Entry */
/** @typedef {import('./wire.js').NewMessage} NewMessage */
/** @typedef {import('./wire.js').Summary} Summary */
/** @typedef {import('./wire.js').PresenceState} PresenceState */
/** @typedef {import('./client.js').ClientOptions} ClientOptions */
/** @typedef {import('./storage.js').Storage} Storage */
