import { $, avatar, el, hue, show } from './dom.js';
import { newConversation } from './dialog.js';
import { line, lines } from './lines.js';

/** What is known of a user's presence, in words. */
const words = ({ online, status, statusText } = {}) => {
  const state = online ? status ?? 'online' : 'offline';
  return statusText ? `${state}: ${statusText}` : state;
};

const STATES = { stopped: '', connecting: 'Connecting…', online: 'Online', offline: 'Offline, trying again…' };

/** Draws the chat and passes on what the user does. */
export class Page {
  #chat;
  #drawing = false;
  #shownConversation = null;

  constructor(chat) {
    this.#chat = chat;
    const name = chat.nameOf(chat.client.user);
    document.title = `${name} · Messaging`;
    $('chat').hidden = false;
    $('my-name').textContent = name;
    $('me').textContent = name.slice(0, 1).toUpperCase();
    $('me').style.setProperty('--hue', hue(name));
    this.#listen();
    this.changed();
  }

  /** Draws at most once a frame. */
  changed() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  #listen() {
    const chat = this.#chat;
    $('new').onclick = () => newConversation(chat);
    $('back').onclick = () => chat.close();
    $('older').onclick = () => chat.attempt(() => this.#keepPlace(() => chat.current.loadOlder()));
    $('scroll').onscroll = () => this.#atEnd() && chat.seen();
    document.onvisibilitychange = () => this.#atEnd() && chat.seen();
    $('text').oninput = () => $('text').value && chat.current?.typing();
    $('text').onkeydown = (key) => {
      if (key.key !== 'Enter' || key.shiftKey || key.isComposing) return;
      key.preventDefault();
      $('composer').requestSubmit();
    };
    $('composer').onsubmit = (submit) => {
      submit.preventDefault();
      const text = $('text').value.trim();
      if (!text) return;
      $('text').value = '';
      chat.current.send(text);
      this.#toEnd = true;
    };
  }

  #toEnd = false;

  #draw() {
    const chat = this.#chat;
    $('state').textContent = STATES[chat.client.state];
    $('me').classList.toggle('online', chat.client.state === 'online');
    $('fault').hidden = !chat.fault;
    $('fault').textContent = chat.fault ?? '';
    this.#drawConversations();
    this.#drawPeople();
    this.#drawOpen();
  }

  #drawConversations() {
    const chat = this.#chat;
    const items = chat.client.conversations.map((one) => ({
      key: one.conversationId,
      title: chat.titleOf(one),
      below: one.lastMessage ? `${chat.nameOf(one.lastMessage.sender)}: ${one.lastMessage.text}` : (one.kind === 'direct' ? 'Direct' : `${one.memberCount} members`),
      unread: one.unread,
      online: Boolean(one.with && chat.client.presence.of(one.with)?.online),
      current: chat.current?.id === one.conversationId,
    }));
    $('no-conversations').hidden = items.length > 0;
    show($('conversations'), items, ({ key, title, below, unread, online, current }) => el('button',
      { class: unread ? 'unread' : '', 'aria-current': current && 'true', onclick: () => chat.open(key) },
      avatar(title, online),
      el('span', { class: 'lines' }, el('strong', {}, title), el('span', {}, below)),
      unread > 0 && el('span', { class: 'badge', 'aria-label': `${unread} unread` }, String(unread))));
  }

  #drawPeople() {
    const chat = this.#chat;
    const items = chat.others
      .map(({ id, name }) => ({ key: id, name, online: Boolean(chat.client.presence.of(id)?.online), state: words(chat.client.presence.of(id)) }));
    show($('people'), items, ({ name, online, state }) => el('li', {},
      avatar(name, online), el('span', { class: 'lines' }, el('span', {}, `${name} is ${state}`))));
  }

  #drawOpen() {
    const chat = this.#chat;
    const conversation = chat.current;
    const id = conversation?.id;
    $('nothing-open').hidden = Boolean(id);
    $('conversation').hidden = !id;
    const switched = this.#shownConversation !== id;
    this.#shownConversation = id;
    if (!id) return;

    this.#drawHeader(conversation.summary);
    const follow = switched || this.#toEnd || this.#atEnd();
    this.#toEnd = false;
    const items = lines(conversation.entries, conversation.outbox, chat);
    $('older').hidden = !conversation.older;
    $('no-messages').hidden = !conversation.opened || items.some((item) => item.bubble);
    show($('log'), items, (item) => line(item, chat));
    if (follow) $('scroll').scrollTop = $('scroll').scrollHeight;
    if (follow && conversation.opened) chat.seen();
    if (switched) $('text').focus();
  }

  #drawHeader(conversation) {
    const chat = this.#chat;
    $('title').textContent = conversation ? chat.titleOf(conversation) : '…';
    $('subtitle').textContent = !conversation ? '' : conversation.with
      ? words(chat.client.presence.of(conversation.with)).replace(/^./, (first) => first.toUpperCase())
      : `${conversation.memberCount} members${chat.current.counted ? `, ${chat.current.counted.toLocaleString()} online` : ''}`;
    const typing = chat.current.typists.map((user) => chat.nameOf(user));
    $('typing').textContent = typing.length === 0 ? '' : typing.length === 1 ? `${typing[0]} is typing…` : `${typing.join(', ')} are typing…`;
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = $('scroll');
    return scrollHeight - scrollTop - clientHeight < 60;
  }

  /** What the reader looks at stays where it is while something is put above it. */
  async #keepPlace(work) {
    const below = $('scroll').scrollHeight - $('scroll').scrollTop;
    await work();
    requestAnimationFrame(() => ($('scroll').scrollTop = $('scroll').scrollHeight - below));
  }
}
