/**
 * What goes over the wire, as openapi.yaml and asyncapi.yaml describe it in full. New fields may come: skip what you do not know.
 *
 * @typedef {object} Entry One place in a conversation's log.
 * @property {number} seq 1, 2, 3 … without a gap
 * @property {string} kind `message`, `message-edited` … ; skip others
 * @property {string} sender
 * @property {string} clientMessageId
 * @property {string} time RFC 3339, never before the entry before it
 * @property {number} [ordinal] messages up to and with this entry
 * @property {string | null} [text] null after a deletion
 * @property {string} [format]
 * @property {string} [content]
 * @property {string} [contentType]
 * @property {{url: string, name?: string, contentType?: string, bytes?: number}[]} [attachments]
 * @property {string[]} [mentions]
 * @property {number} [replyTo]
 * @property {number} [thread]
 * @property {number} [replies]
 * @property {{reaction: string, count: number}[]} [reactions]
 * @property {string} [reaction]
 * @property {number} [target]
 * @property {string[]} [members]
 * @property {string} [title]
 * @property {string} [conversationKind]
 * @property {string} [pinnedAt]
 * @property {number} [changedBy] the last entry that changed this one
 * @property {string} [editedAt]
 * @property {string} [deletedAt]
 *
 * @typedef {object} NewMessage What is sent; text up to 28,672 bytes of UTF-8.
 * @property {string} [text]
 * @property {string} [format] `plain` or `markdown`
 * @property {string} [content]
 * @property {string} [contentType]
 * @property {{url: string, name?: string, contentType?: string, bytes?: number}[]} [attachments]
 * @property {string[]} [mentions] members, or `*` for everyone
 * @property {number} [replyTo]
 * @property {string} [expiresAt]
 *
 * @typedef {object} Summary A conversation in the user's list.
 * @property {string} conversationId
 * @property {string} [kind] `group`, `channel` or `direct`
 * @property {string} [title]
 * @property {string} [with] the other user of a direct one
 * @property {string} [epoch]
 * @property {number} seq
 * @property {number} readSeq
 * @property {number} unread
 * @property {number} [unreadMentions]
 * @property {number} [unreadFrom] where the user marked it as unread
 * @property {string} [mutedUntil]
 * @property {boolean} [pinned]
 * @property {boolean} [archived]
 * @property {number} memberCount
 * @property {string} lastActivity
 * @property {Entry} [lastMessage] the last message that this device has seen, if it has seen any
 *
 * @typedef {object} EntryPage
 * @property {Entry[]} entries in rising seq
 * @property {boolean} [more]
 * @property {number} [next] to be given as `before`, or as `after` if the page was asked for by `after`, `at` or `thread`
 * @property {string} [epoch]
 *
 * @typedef {object} Range Which page; at most one of before, after, around, at and thread.
 * @property {number} [before] @property {number} [after] @property {number} [around] @property {string} [at] @property {number} [thread]
 * @property {string} [kind] @property {string} [sender] @property {string} [contains] @property {string} [from] @property {string} [to]
 * @property {number} [limit] 1 to 200, 50 if absent
 *
 * @typedef {object} Missed What a catch-up brings of one log.
 * @property {string} conversationId
 * @property {string} [epoch]
 * @property {Entry[]} entries
 * @property {{from: number, to: number}} [gap]
 * @property {boolean} [restart]
 *
 * @typedef {object} SyncAnswer
 * @property {string} token
 * @property {boolean} [restart] @property {boolean} [more]
 * @property {Summary[]} changed
 * @property {Missed[]} [missed]
 * @property {string[]} removed
 *
 * @typedef {object} Preferences The user's own view of a conversation, on all devices; what is absent stays.
 * @property {string} [mutedUntil] RFC 3339; a time in the past ends it
 * @property {boolean} [pinned]
 * @property {boolean} [archived]
 * @property {number} [unreadFrom] a seq from which all counts as unread until something is read; 0 takes it back
 *
 * @typedef {object} PresenceState
 * @property {string} user
 * @property {boolean} online
 * @property {string} [lastSeen]
 * @property {string} [status] `busy` or `away`, `invisible` for oneself alone; absent for available
 * @property {string} [statusText]
 * @property {string} [at]
 *
 * @typedef {object} NewStatus
 * @property {'available' | 'busy' | 'away' | 'invisible'} [status]
 * @property {string} [text] up to 100 characters
 * @property {string} [until] RFC 3339, at most 30 days ahead
 *
 * @typedef {object} ConversationPresence
 * @property {number} online @property {number} members
 * @property {boolean} typing whether typing is shown
 * @property {PresenceState[]} [users] absent where members are only counted
 *
 * @typedef {object} Receipt
 * @property {string} user
 * @property {number} seq read up to here
 * @property {number} delivered received up to here
 *
 * @typedef {object} ClientSettings
 * @property {number} receiptMembers @property {number} typingRepeatSeconds @property {number} typingShownSeconds
 * @property {number} heartbeatSeconds @property {number} watchSeconds
 */
export {};
