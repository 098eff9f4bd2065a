import { $, avatar, el, hue, show } from './dom.js';
import { newConversation } from './dialog.js';
import { line, lines } from './lines.js';
import { Preferences } from './preferences.js';
import { Search } from './search.js';
import { ownStatus, words } from './status.js';
import { isMuted } from 'messaging-functions-client';

const STATES = { stopped: '', connecting: 'Connecting…', online: 'Online', offline: 'Offline, trying again…' };

/** Draws the chat and passes on what the user does. */
export class Page {
  #chat;
  #drawing = false;
  #shownConversation = null;
  #search;
  #preferences;

  constructor(chat) {
    this.#chat = chat;
    const name = chat.nameOf(chat.client.user);
    this.#search = new Search(chat);
    this.#preferences = new Preferences(chat);
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
    $('own-status').onclick = () => ownStatus(chat);
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
    const own = chat.client.presence.of(chat.client.user);
    $('own-status').textContent = own?.status || own?.statusText ? words(own) : 'Set a status';
    document.title = `${chat.client.unread ? `(${chat.client.unread}) ` : ''}${chat.nameOf(chat.client.user)} · Messaging`;
    $('fault').hidden = !chat.fault;
    $('fault').textContent = chat.fault ?? '';
    this.#drawConversations();
    this.#drawPeople();
    this.#drawOpen();
  }

  #drawConversations() {
    const all = this.#chat.client.conversations;
    const archived = all.filter(({ archived }) => archived);
    $('no-conversations').hidden = all.length > 0;
    $('archived').hidden = archived.length === 0;
    $('archived-count').textContent = `Archived (${archived.length})`;
    this.#drawList($('conversations'), all.filter(({ archived }) => !archived));
    this.#drawList($('archived-conversations'), archived);
  }

  #drawList(list, summaries) {
    const chat = this.#chat;
    const items = summaries.map((one) => ({
      key: one.conversationId,
      title: chat.titleOf(one),
      below: one.lastMessage ? `${chat.nameOf(one.lastMessage.sender)}: ${one.lastMessage.text}` : one.kind === 'direct' ? 'Direct' : `${one.memberCount} members`,
      marks: [one.pinned && 'Pinned', isMuted(one, Date.now()) && 'Muted'].filter(Boolean).join(', '),
      unread: one.unread,
      online: Boolean(one.with && chat.client.presence.of(one.with)?.online),
      current: chat.current?.id === one.conversationId,
    }));
    show(list, items, ({ key, title, below, marks, unread, online, current }) => el('button',
      { class: unread ? 'unread' : '', 'aria-current': current && 'true', onclick: () => chat.open(key) },
      avatar(title, online),
      el('span', { class: 'lines' }, el('strong', {}, title), el('span', {}, below)),
      marks && el('small', {}, marks),
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
    this.#search.draw();
    this.#preferences.draw();
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
