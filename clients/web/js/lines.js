import { el, hue } from './dom.js';

const STATES = { waiting: 'waiting', sending: 'sending', sent: 'sent' };
export const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** What the log shows: days, notes about the conversation, messages, and after them what is still in the outbox. */
export function lines(entries, outbox, chat) {
  const shown = [];
  let day = null;
  let sender = null;
  const put = (time, from, item) => {
    const date = calendar.format(time);
    if (date !== day) shown.push({ key: `day ${date}`, day: (day = date) });
    shown.push({ ...item, first: from !== sender || shown.at(-1)?.day !== undefined });
    sender = from;
  };
  for (const entry of entries) {
    if (entry.kind === 'message') put(new Date(entry.time), entry.sender, message(entry, chat));
    else if (note(entry, chat)) put(new Date(entry.time), null, { key: `${entry.seq}`, note: note(entry, chat) });
  }
  for (const item of outbox) put(new Date(item.time), chat.client.user, pending(item));
  return shown;
}

const message = ({ seq, sender, text, time, editedAt, deletedAt }, chat) => ({
  key: `${seq}`,
  bubble: deletedAt ? 'Message deleted' : text ?? '',
  deleted: Boolean(deletedAt),
  sender: sender === chat.client.user ? null : chat.nameOf(sender),
  below: `${editedAt && !deletedAt ? 'edited ' : ''}${clock.format(new Date(time))}`,
});

const pending = ({ clientMessageId, message, state, reason }) => ({
  key: clientMessageId, bubble: message.text, sender: null, state, reason, below: STATES[state] ?? '',
});

function note({ kind, sender, members, title }, chat) {
  const names = (members ?? []).map((member) => chat.nameOf(member)).join(', ');
  switch (kind) {
    case 'conversation-created': return `${chat.nameOf(sender)} started ${title ? `‘${title}’` : 'the conversation'}`;
    case 'members-added': return `${chat.nameOf(sender)} added ${names}`;
    case 'members-removed': return `${chat.nameOf(sender)} removed ${names}`;
    default: return null;
  }
}

export function line(item, chat) {
  if (item.day) return el('li', { class: 'day' }, item.day);
  if (item.note) return el('li', { class: 'note' }, item.note);

  const failed = item.state === 'failed';
  const look = [item.sender ? '' : 'mine', item.first ? 'first' : '', item.state ? 'pending' : '', failed ? 'failed' : ''];
  return el('li', { class: look.join(' ').trim() },
    item.first && item.sender && el('div', { class: 'sender', style: `--hue: ${hue(item.sender)}` }, item.sender),
    el('div', { class: `bubble${item.deleted ? ' deleted' : ''}` }, item.bubble, item.below && el('small', {}, item.below)),
    failed && el('div', { class: 'actions' }, item.reason,
      el('button', { class: 'quiet', onclick: () => chat.client.outbox.retry(item.key) }, 'Try again'),
      el('button', { class: 'quiet', onclick: () => chat.client.outbox.discard(item.key) }, 'Discard')));
}
