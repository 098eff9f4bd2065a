import { $, avatar, el } from './dom.js';

/** Lets the visitor pick one of the demo users. */
export function welcome(people, unknown) {
  $('welcome').hidden = false;
  $('users').append(...people.map(({ id, name }) =>
    el('a', { href: `?user=${encodeURIComponent(id)}` }, avatar(name), el('strong', {}, name))));
  if (!unknown) return;
  $('welcome-fault').textContent = `There is no demo user ‘${unknown}’.`;
  $('welcome-fault').hidden = false;
}
