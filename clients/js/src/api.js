/** A request that the server understood and did not grant; the message is a sentence for people and names the field at fault. */
export class Refused extends Error {
  /**
   * @param {number} status of HTTP
   * @param {{type?: string, title?: string, field?: string} | null} [problem] the body, of `application/problem+json`
   * @param {number} [retryAfter] milliseconds
   */
  constructor(status, problem, retryAfter) {
    super((problem?.title ?? `The server answered ${status}.`) + (problem?.field ? ` (${problem.field})` : ''));
    this.name = 'Refused';
    this.status = status;
    /** A stable word, such as `not-a-member`. */
    this.type = problem?.type;
    /** The field at fault, such as `messages[3].text`. */
    this.field = problem?.field;
    /** Milliseconds that the server asks to wait. */
    this.retryAfter = retryAfter;
  }

  /** Whether the same request can succeed later: the server is busy or away, or wants a newer token. */
  get passing() {
    return this.status >= 500 || [401, 408, 429].includes(this.status);
  }
}

/** @typedef {(how: {renew: boolean}) => string | Promise<string>} TokenSource Called before each request; `renew` after the last one was not taken. */

/** The HTTP calls of one signed-in user. */
export class Api {
  /** @param {{url: string, token: string | TokenSource, fetch: typeof fetch}} options `url` without `/api` */
  constructor({ url, token, fetch }) {
    this.root = `${url.replace(/\/$/, '')}/api/`;
    this.token = typeof token === 'function' ? token : () => token;
    this.fetch = fetch;
  }

  /**
   * Any call of openapi.yaml. A token that has expired is renewed once. Rejects with {@link Refused}, or as `fetch` does without an answer.
   * @param {string} method
   * @param {string} path behind `/api/`
   * @param {object} [body]
   * @returns {Promise<any>} the JSON of the answer, null if there is none
   */
  async call(method, path, body) {
    try {
      return await this.#try(method, path, body, false);
    } catch (fault) {
      if (!(fault instanceof Refused) || fault.status !== 401) throw fault;
      return this.#try(method, path, body, true);
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | undefined} body
   * @param {boolean} renew
   */
  async #try(method, path, body, renew) {
    /** @type {Record<string, string>} */
    const headers = { Authorization: `Bearer ${await this.token({ renew })}` };
    if (body) headers['Content-Type'] = 'application/json';
    return read(await this.fetch(this.root + path, { method, headers, body: body && JSON.stringify(body) }));
  }
}

/** @param {string} conversationId */
export const pathOf = (conversationId) => `conversations/${encodeURIComponent(conversationId)}`;

/** @param {object} values those that are undefined or null are left out */
export const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
};

/** @param {Response} answer */
async function read(answer) {
  const text = await answer.text();
  const body = (answer.headers.get('content-type') ?? '').includes('json') && text ? JSON.parse(text) : null;
  const seconds = Number(answer.headers.get('retry-after'));
  if (!answer.ok) throw new Refused(answer.status, body, seconds > 0 ? seconds * 1000 : undefined);
  return body;
}
