import { Conversations } from './conversations.js';
import { Live } from './live.js';
import { Log } from './log.js';
import { Outbox } from './outbox.js';
import { Typing } from './typing.js';

const READ_DELAY = 300;
const REFRESH_DELAY = 500;
const REFRESHES = 5;
const SECOND_SYNC = 10_000;
const NEXT_SYNC = 5 * 60_000;

/** Everything the page knows. `changed` is called after every change; the page is drawn from this state alone. */
export class Chat {
  #token = null;
  #refresh = null;
  #later = null;
  #reading = null;
  #awaited = null;
  #previews = new Map();

  online = new Map();
  state = 'connecting';
  fault = null;
  current = null;

  constructor(api, people, changed) {
    Object.assign(this, { api, people, changed });
    this.conversations = new Conversations(api.user);
    this.typing = new Typing(changed);
    this.outbox = new Outbox((id, messages) => api.send(id, messages), { key: api.user, changed });
    this.live = new Live({
      token: () => api.token(),
      catchUp: () => this.#catchUp(),
      deliver: (event, argument) => this.#events[event]?.(argument),
      state: (state) => this.#set({ state }),
    });
  }

  start() {
    this.live.run();
    this.outbox.flush();
  }

  nameOf(user) {
    return this.people.find((person) => person.id === user)?.name ?? user;
  }

  titleOf(conversation) {
    return conversation.title || (conversation.with ? this.nameOf(conversation.with) : 'Group');
  }

  previewOf(conversationId) {
    return this.#previews.get(conversationId);
  }

  async open(conversationId) {
    if (this.current?.id === conversationId) return;
    this.close();
    const log = new Log((range) => this.api.page(conversationId, range), () => this.#logChanged(conversationId));
    this.#awaited = null;
    this.#set({ current: { id: conversationId, log } });
    this.#view(conversationId);
    await this.attempt(() => log.open());
  }

  close() {
    if (!this.current) return;
    this.current.log.close();
    this.live.send('unview', this.current.id);
    this.#set({ current: null });
  }

  /** The new conversation opens as soon as it is there. */
  async create({ title, members }) {
    const kind = members.length === 1 && !title ? 'direct' : 'group';
    const body = { kind, members, title: title || undefined, clientMessageId: crypto.randomUUID() };
    this.#awaited = (await this.api.create(body)).conversationId;
    this.#openAwaited();
    if (this.#awaited) this.#refreshSoon();
  }

  say(text) {
    this.typing.stopped();
    this.outbox.add(this.current.id, text);
  }

  types() {
    if (this.current && this.current.typing !== false && this.typing.due()) this.live.send('typing', this.current.id);
  }

  /** The newest entry of the open conversation is on the screen. */
  seen() {
    const { id, log } = this.current ?? {};
    if (!id || document.hidden || !this.conversations.read(id, log.last)) return;
    clearTimeout(this.#reading);
    this.#reading = setTimeout(() => this.attempt(() => this.api.read(id, log.last)), READ_DELAY);
    this.changed();
  }

  /** Does something that may fail; the fault shows until something succeeds. */
  async attempt(work) {
    try {
      await work();
      if (this.fault) this.#set({ fault: null });
    } catch (fault) {
      this.#set({ fault: fault.message });
    }
  }

  #events = {
    entries: ({ conversationId, epoch, entries }) => {
      for (const { sender } of entries.filter(({ kind }) => kind === 'message')) this.typing.wrote(conversationId, sender);
      this.#preview(conversationId, entries);
      this.#confirm(entries);
      if (!this.conversations.follow(conversationId, entries)) this.#refreshSoon(conversationId);
      if (this.current?.id === conversationId) this.current.log.add(entries, epoch);
      this.#openAwaited();
      this.changed();
    },
    typing: ({ conversationId, user }) => {
      if (user !== this.api.user) this.typing.heard(conversationId, user);
      this.changed();
    },
    presence: (presence) => this.#see([presence]),
    rejected: ({ clientMessageId, reason }) => this.outbox.fail(clientMessageId, reason),
    inbox: ({ conversationId, readSeq, removed }) => {
      if (removed) this.#leave(conversationId);
      if (!(readSeq <= this.conversations.get(conversationId)?.readSeq)) this.#refreshSoon();
    },
  };

  async #catchUp() {
    await this.#syncList();
    // What went live just before this connection may have its hint still on the way.
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#syncAgain(), SECOND_SYNC);
    if (this.current) this.#view(this.current.id);
    const others = this.people.map((person) => person.id).filter((id) => id !== this.api.user);
    const { users } = await this.live.ask('watch', others);
    this.#see(users);
    this.#set({ fault: null });
  }

  /** Who views a small conversation is told of its members' presence from then on; of a large one there is only a count. */
  async #view(conversationId) {
    const presence = await this.live.ask('view', conversationId).catch(() => null);
    if (!presence || this.current?.id !== conversationId) return;
    Object.assign(this.current, { typing: presence.typing, counted: presence.users ? null : presence.online });
    this.#see(presence.users ?? []);
  }

  /** An event that is older than what is shown came late. */
  #see(users) {
    for (const presence of users) {
      if (!(this.online.get(presence.user)?.at > presence.at)) this.online.set(presence.user, presence);
    }
    this.changed();
  }

  async #syncAgain() {
    if (this.state === 'online') await this.attempt(() => this.#syncList());
    this.#later = setTimeout(() => this.#syncAgain(), NEXT_SYNC);
  }

  async #syncList() {
    for (let more = true; more; ) {
      const answer = await this.api.sync(this.#token, this.#known());
      more = answer.more;
      await this.#take(answer);
      this.#token = answer.token;
    }
    this.#openAwaited();
    this.changed();
  }

  async #take(answer) {
    this.conversations.apply(answer);
    for (const missed of answer.missed) {
      this.#preview(missed.conversationId, missed.entries);
      if (this.current?.id === missed.conversationId && this.current.log.opened) await this.current.log.take(missed);
    }
    for (const id of answer.removed) this.#leave(id);
  }

  /** The one log that the page keeps. */
  #known() {
    const { id, log } = this.current ?? {};
    return log?.opened ? [{ conversationId: id, epoch: log.epoch, seq: log.last }] : [];
  }

  #preview(conversationId, entries) {
    const last = entries.findLast(({ kind, text }) => kind === 'message' && text);
    if (last) this.#previews.set(conversationId, `${this.nameOf(last.sender)}: ${last.text}`);
  }

  /** A conversation that is new to this user can be live a moment before it is in the list. */
  #refreshSoon(wanted = this.#awaited, tries = REFRESHES) {
    this.#refresh ??= setTimeout(async () => {
      this.#refresh = null;
      await this.attempt(() => this.#syncList());
      if (wanted && tries > 1 && !this.conversations.get(wanted)) this.#refreshSoon(wanted, tries - 1);
    }, REFRESH_DELAY);
  }

  #openAwaited() {
    if (this.#awaited && this.conversations.get(this.#awaited)) this.open(this.#awaited);
  }

  #leave(conversationId) {
    this.conversations.remove(conversationId);
    if (this.current?.id === conversationId) this.close();
    this.changed();
  }

  #logChanged(conversationId) {
    if (this.current?.id !== conversationId) return;
    this.#confirm(this.current.log.entries);
    this.changed();
  }

  #confirm(entries) {
    for (const { sender, clientMessageId } of entries) if (sender === this.api.user) this.outbox.confirm(clientMessageId);
  }

  #set(values) {
    Object.assign(this, values);
    this.changed();
  }
}
