import { MessagingClient } from 'messaging-functions-client';
import { Chat } from './chat.js';
import { Issuer } from './demo.js';
import { Page } from './page.js';
import { welcome } from './welcome.js';

const issuer = new Issuer((await settings()).authority);
const people = await issuer.users();
const user = new URLSearchParams(location.search).get('user');

if (people.some((person) => person.id === user)) {
  const client = new MessagingClient({ url: '', user, token: (how) => issuer.token(user, how) });
  let page = null;
  const chat = new Chat(client, people, () => page?.changed());
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
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
