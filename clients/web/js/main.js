import { Api } from './api.js';
import { Chat } from './chat.js';
import { Page } from './page.js';
import { welcome } from './welcome.js';
import { wait } from './backoff.js';

const { authority } = await settings();
const people = await Api.users(authority);
const user = new URLSearchParams(location.search).get('user');

if (people.some((person) => person.id === user)) {
  let page = null;
  const chat = new Chat(new Api(authority, user), people, () => page?.changed());
  page = new Page(chat);
  chat.start();
} else {
  welcome(people, user);
}

/** The front door answers this as soon as it listens, the issuer a moment later. */
async function settings() {
  for (;;) {
    const answer = await fetch('/settings.json');
    if (answer.ok) return answer.json();
    await wait(1000);
  }
}
