/** The demo users of the local issuer, and a token of one of them. */
export class Issuer {
  #tokens = new Map();

  constructor(authority) {
    this.authority = authority;
  }

  async users() {
    return (await fetch(`${this.authority}/users`)).json();
  }

  /** A token that is good for another minute at least. */
  async token(user, { renew }) {
    const known = this.#tokens.get(user);
    if (known && !renew && Date.now() < known.until) return known.value;
    const form = new URLSearchParams({ grant_type: 'password', username: user });
    const answer = await fetch(`${this.authority}/token`, { method: 'POST', body: form });
    if (!answer.ok) throw new Error(`The issuer answered ${answer.status}.`);
    const { access_token: value, expires_in: seconds } = await answer.json();
    this.#tokens.set(user, { value, until: Date.now() + (seconds - 60) * 1000 });
    return value;
  }
}
