/** What the page knows besides the client: people's names, what is open, what went wrong. `changed` is called after every change. */
export class Chat {
  #changed;
  #background = null;
  #fault = null;

  current = null;

  constructor(client, people, changed) {
    Object.assign(this, { client, people });
    this.#changed = changed;
    client.on('changed', changed);
    client.on('fault', (fault) => {
      this.#background = fault?.message ?? null;
      changed();
    });
    client.on('removed', ({ conversationId }) => this.current?.id === conversationId && this.#show(null));
  }

  get fault() {
    return this.#fault ?? this.#background;
  }

  get others() {
    return this.people.filter(({ id }) => id !== this.client.user);
  }

  start() {
    this.client.start();
    this.client.presence.watch(this.people.map(({ id }) => id));
  }

  nameOf(user) {
    return this.people.find((person) => person.id === user)?.name ?? user;
  }

  titleOf(summary) {
    return summary.title || (summary.with ? this.nameOf(summary.with) : 'Group');
  }

  async open(id) {
    const conversation = this.client.conversation(id);
    if (this.current !== conversation) this.close();
    this.#show(conversation);
    await this.attempt(() => conversation.open());
  }

  close() {
    this.current?.close();
    this.#show(null);
  }

  /** The new conversation opens as soon as it is there. */
  async create({ title, members }) {
    const kind = members.length === 1 && !title ? 'direct' : 'group';
    const { id } = await this.client.create({ kind, members, title: title || undefined });
    this.open(id);
  }

  /** The newest entry of the open conversation is on the screen. */
  seen() {
    if (!document.hidden) this.current?.read();
  }

  /** Does something that may fail; the fault shows until something succeeds. */
  async attempt(work) {
    try {
      await work();
      this.#fault = null;
    } catch (fault) {
      this.#fault = fault.message;
    }
    this.#changed();
  }

  #show(conversation) {
    this.current = conversation;
    this.#changed();
  }
}
