import { Api, pathOf } from './api.js';
import { Conversation } from './conversation.js';
import { Conversations } from './conversations.js';
import { Live } from './live.js';
import { Outbox } from './outbox.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
import { Sync } from './sync.js';
import { Typing } from './typing.js';

/** @typedef {import('./wire.js').Entry} Entry */

/** What a client is made of, and what each part tells the others. */
export class Engine {
  /** @type {Map<string, Conversation>} */
  #conversations = new Map();
  /** @type {import('./wire.js').ClientSettings | null} */
  #settings = null;
  /** @type {any} */
  #heartbeat = null;
  #watchedAt = 0;
  #emit;

  /** @type {import('./live.js').State} */
  state = 'stopped';

  /**
   * @param {Required<Omit<import('./client.js').ClientOptions, 'signalR'>> & Pick<import('./client.js').ClientOptions, 'signalR'>} options
   * @param {(event: string, argument?: any) => void} emit
   */
  constructor({ url, user, token, storage, fetch, clock, signalR }, emit) {
    this.#emit = emit;
    this.user = user;
    this.clock = clock;
    this.api = new Api({ url, token, fetch });
    this.list = new Conversations(user);
    this.outbox = new Outbox((id, messages) => this.api.call('POST', `${pathOf(id)}/messages`, { messages }), { storage, clock, changed: () => this.changed() });
    this.typing = new Typing((conversationId) => this.#tell('typing', { conversationId, users: this.typing.in(conversationId) }), clock);
    this.receipts = new Receipts((id, place) => this.#putCursor(id, place), clock);
    this.sync = new Sync({
      ask: (token) => this.api.call('POST', 'sync', { token: token ?? undefined, known: this.#known() }),
      take: (answer) => this.#take(answer), fault: (fault) => emit('fault', fault), stopped: () => this.state === 'stopped', clock,
    });
    this.live = new Live({
      negotiate: () => this.api.call('POST', 'negotiate'), catchUp: (signal) => this.#catchUp(signal),
      deliver: (event, argument) => this.#events[event]?.(argument), state: (state, fault) => this.#become(state, fault), clock, signalR,
    });
    this.presence = new Presence(this.api, this.live, (state) => {
      emit('presence', state);
      this.changed();
    });
  }

  changed() {
    this.#emit('changed');
  }

  /** @param {string} id */
  conversation(id) {
    const conversation = this.#conversations.get(id) ?? new Conversation(id, this);
    this.#conversations.set(id, conversation);
    return conversation;
  }

  async stop() {
    this.outbox.stop();
    this.receipts.stop();
    for (const conversation of this.#conversations.values()) conversation.close();
    await this.live.stop();
  }

  /**
   * These are in the log, so no longer in the outbox.
   * @param {Entry[]} entries
   */
  confirm(entries) {
    for (const { sender, clientMessageId } of entries) if (sender === this.user) this.outbox.confirm(clientMessageId);
  }

  /** @type {Record<string, (argument: any) => void>} */
  #events = {
    entries: ({ conversationId, epoch, entries }) => {
      for (const { sender } of entries.filter((/** @type {Entry} */ { kind }) => kind === 'message')) this.typing.wrote(conversationId, sender);
      if (!this.list.follow(conversationId, entries, epoch)) this.sync.soon(() => (this.list.get(conversationId)?.seq ?? 0) >= (entries.at(-1)?.seq ?? 0));
      this.#received(conversationId, entries, epoch);
      this.changed();
    },
    typing: ({ conversationId, user }) => user !== this.user && this.typing.heard(conversationId, user),
    presence: (presence) => this.presence.see([presence]),
    receipts: (receipts) => this.#tell('receipts', receipts),
    rejected: (rejected) => {
      this.outbox.fail(rejected.clientMessageId, rejected.reason);
      this.#emit('rejected', rejected);
    },
    inbox: ({ conversationId, readSeq, removed, invited }) => {
      if (removed) this.#leave(conversationId);
      if (invited) this.#emit('invited', { conversationId });
      if (!this.list.hasRead(conversationId, readSeq)) this.sync.soon();
    },
  };

  /**
   * An open log takes them, and says so when each has its place.
   * @param {string} conversationId
   * @param {Entry[]} entries
   * @param {string | undefined} epoch
   */
  #received(conversationId, entries, epoch) {
    const log = this.#conversations.get(conversationId)?.log;
    if (log) log.add(entries, epoch);
    else this.confirm(entries);
    this.#delivered(conversationId, entries);
  }

  /**
   * Others are told what this device has, where they are few enough to see it. Of one's own messages nobody needs to hear that.
   * @param {string} id
   * @param {Entry[]} entries
   */
  #delivered(id, entries) {
    const summary = this.list.get(id);
    this.list.preview(id, entries);
    if (this.state === 'stopped' || !summary || summary.memberCount > (this.#settings?.receiptMembers ?? Infinity)) return;
    const delivered = entries.findLast(({ kind, sender }) => kind === 'message' && sender !== this.user)?.seq ?? 0;
    if (delivered > summary.readSeq && delivered <= summary.seq) this.receipts.report(id, { delivered });
  }

  /** @param {AbortSignal} signal of a stop */
  async #catchUp(signal) {
    const sent = this.outbox.items.filter(({ state }) => state === 'sent');
    this.#settings ??= await this.api.call('GET', 'settings');
    signal.throwIfAborted();
    if (this.#settings) Object.assign(this.typing, { shown: this.#settings.typingShownSeconds * 1000, repeated: this.#settings.typingRepeatSeconds * 1000 });
    await this.sync.run();
    signal.throwIfAborted();
    await Promise.all([...this.#conversations.values()].filter(({ log }) => log).map((conversation) => conversation.view()));
    await this.#watch();
    for (const item of sent) await this.#settle(item);
  }

  /** @param {import('./wire.js').SyncAnswer} answer */
  async #take(answer) {
    const gone = answer.removed.filter((id) => this.list.get(id));
    this.list.apply(answer);
    for (const { conversationId, ...missed } of answer.missed ?? []) {
      if (missed.restart) this.receipts.forget(conversationId);
      const log = this.#conversations.get(conversationId)?.log;
      if (log?.opened) await log.take(missed);
      this.#received(conversationId, missed.entries, missed.epoch);
    }
    for (const id of gone) this.#leave(id);
    // A removal and a new joining may come in either order.
    if (gone.length) this.sync.soon();
    this.changed();
  }

  /** The logs that this device keeps. */
  #known() {
    return [...this.#conversations.values()].filter(({ log }) => log?.opened).map(({ id, log }) => ({ conversationId: id, epoch: log?.epoch, seq: log?.last }));
  }

  /**
   * What became of a message that was accepted and not seen since: its entry or its refusal went by while there was no connection.
   * @param {import('./outbox.js').OutboxItem} item
   */
  async #settle({ conversationId, clientMessageId }) {
    if (!this.outbox.items.some((item) => item.clientMessageId === clientMessageId)) return;
    const fate = await this.api.call('GET', `${pathOf(conversationId)}/commands/${encodeURIComponent(clientMessageId)}`).catch(() => null);
    if (fate?.state === 'refused') this.outbox.fail(clientMessageId, fate.reason);
    const log = this.#conversations.get(conversationId)?.log;
    if (fate?.state === 'appended' && (!log || log.last >= fate.seq)) this.outbox.confirm(clientMessageId);
  }

  /**
   * @param {string} id
   * @param {object & {seq?: number}} place
   */
  async #putCursor(id, place) {
    await this.api.call('PUT', `${pathOf(id)}/cursor`, place);
    // Only the server counts what is left unread.
    if (place.seq && place.seq < (this.list.get(id)?.seq ?? 0)) this.sync.soon();
  }

  /** @param {string} id */
  #leave(id) {
    this.list.remove(id);
    this.receipts.forget(id);
    this.#conversations.get(id)?.close();
    this.#tell('removed', { conversationId: id });
  }

  async #watch() {
    await this.presence.renew();
    this.#watchedAt = this.clock.now();
  }

  /** A heartbeat tells the server that the device is still there; a watch is repeated long before it ends. */
  #beat() {
    this.clock.clearTimeout(this.#heartbeat);
    const { heartbeatSeconds = 1200, watchSeconds = 86_400 } = this.#settings ?? {};
    this.#heartbeat = this.clock.setTimeout(() => {
      this.live.send('heartbeat');
      if (this.clock.now() - this.#watchedAt > watchSeconds * 500) this.#watch().catch(() => {});
      this.#beat();
    }, heartbeatSeconds * 667);
  }

  /**
   * @param {import('./live.js').State} state
   * @param {any} fault
   */
  #become(state, fault) {
    this.state = state;
    if (state === 'online') {
      this.sync.repeat();
      this.#beat();
      this.#emit('fault', null);
    } else {
      this.sync.pause();
      this.clock.clearTimeout(this.#heartbeat);
    }
    if (fault) this.#emit('fault', fault);
    this.#emit('state', state);
    this.changed();
  }

  /**
   * To the client's listeners and the conversation's.
   * @param {string} event
   * @param {any} argument
   */
  #tell(event, argument) {
    const { conversationId, users, receipts } = argument;
    this.#emit(event, argument);
    this.#conversations.get(conversationId)?.emit(event, users ?? receipts);
    this.changed();
  }
}
