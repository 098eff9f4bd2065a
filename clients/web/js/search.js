import { $, el } from './dom.js';
import { clock } from './lines.js';

/** Looks for messages in the open conversation; nothing is found that was not asked for yet. */
export class Search {
  #chat;
  #conversation = null;
  #next = undefined;
  #found = 0;

  constructor(chat) {
    this.#chat = chat;
    $('find').onclick = () => (this.#conversation ? this.close() : this.#open());
    $('search-close').onclick = () => this.close();
    $('search').onkeydown = ({ key }) => {
      if (key === 'Escape') this.close();
    };
    $('search-more').onclick = () => this.#look();
    $('search').onsubmit = (submit) => {
      submit.preventDefault();
      this.#empty();
      if ($('search-text').value.trim()) this.#look();
    };
  }

  /** A search belongs to the conversation in which it was begun. */
  draw() {
    if (this.#conversation && this.#conversation !== this.#chat.current) this.#end();
  }

  close() {
    this.#end();
    $('find').focus();
  }

  #end() {
    this.#conversation = null;
    $('search').hidden = true;
    $('find').setAttribute('aria-expanded', 'false');
  }

  #open() {
    this.#conversation = this.#chat.current;
    this.#empty();
    $('search').hidden = false;
    $('search-text').value = '';
    $('find').setAttribute('aria-expanded', 'true');
    $('search-text').focus();
  }

  #empty() {
    this.#next = undefined;
    this.#found = 0;
    $('found').replaceChildren();
    $('search-state').textContent = '';
    $('search-more').hidden = true;
  }

  #look() {
    const conversation = this.#conversation;
    const contains = $('search-text').value.trim();
    return this.#chat.attempt(async () => {
      const page = await conversation.search({ contains, before: this.#next });
      if (conversation !== this.#conversation || contains !== $('search-text').value.trim()) return;
      this.#next = page.next;
      this.#found += page.entries.length;
      $('found').append(...page.entries.toReversed().map((entry) => this.#line(entry)));
      $('search-more').hidden = !page.more;
      $('search-state').textContent = `${this.#found} found${page.more ? ' so far; earlier messages have not been looked at' : ' in the whole conversation'}.`;
    });
  }

  #line({ sender, text, time }) {
    const at = new Date(time);
    return el('li', {}, el('strong', {}, this.#chat.nameOf(sender)), ` ${text} `, el('small', {}, `${at.toLocaleDateString()} ${clock.format(at)}`));
  }
}
