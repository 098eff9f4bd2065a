/** A request that the server understood and did not grant; the message is a sentence for people. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.title ?? `The server answered ${status}.`);
    this.status = status;
    this.field = problem?.field;
  }

  /** Whether the same request can succeed later. */
  get passing() {
    return this.status >= 500 || this.status === 408 || this.status === 429;
  }
}

/** The HTTP calls of one signed-in user. */
export class Api {
  #token = null;

  constructor(authority, user) {
    this.authority = authority;
    this.user = user;
  }

  static async users(authority) {
    return read(await fetch(`${authority}/users`));
  }

  /** A token that is good for another minute at least. */
  async token() {
    if (this.#token && Date.now() < this.#token.until) return this.#token.value;
    const form = new URLSearchParams({ grant_type: 'password', username: this.user });
    const answer = await read(await fetch(`${this.authority}/token`, { method: 'POST', body: form }));
    this.#token = { value: answer.access_token, until: Date.now() + (answer.expires_in - 60) * 1000 };
    return this.#token.value;
  }

  /** @param known what this device has: [{conversationId, epoch, seq}] */
  sync(token, known) {
    return this.#call('POST', 'sync', { token: token ?? undefined, known });
  }

  page(conversationId, range) {
    return this.#call('GET', `${path(conversationId)}/messages${query(range)}`);
  }

  create(conversation) {
    return this.#call('POST', 'conversations', conversation);
  }

  send(conversationId, messages) {
    return this.#call('POST', `${path(conversationId)}/messages`, { messages });
  }

  read(conversationId, seq) {
    return this.#call('PUT', `${path(conversationId)}/cursor`, { seq });
  }

  async #call(method, url, body) {
    const headers = { Authorization: `Bearer ${await this.token()}` };
    if (body) headers['Content-Type'] = 'application/json';
    const answer = await fetch(`/api/${url}`, { method, headers, body: body && JSON.stringify(body) });
    if (answer.status === 401) this.#token = null;
    return read(answer);
  }
}

const path = (conversationId) => `conversations/${encodeURIComponent(conversationId)}`;

const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

async function read(answer) {
  const text = await answer.text();
  const body = (answer.headers.get('content-type') ?? '').includes('json') && text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}
