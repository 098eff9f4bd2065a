import { isMuted } from 'messaging-functions-client';
import { $ } from './dom.js';

/** There is no end to a mute that has none; so one far away. */
const FOREVER = '9999-12-31T00:00:00Z';
const OVER = '2000-01-01T00:00:00Z';

/** What the user wants of the open conversation, on all devices. */
export class Preferences {
  #chat;

  constructor(chat) {
    this.#chat = chat;
    $('mute').onclick = () => this.#prefer(({ mutedUntil }) => ({ mutedUntil: isMuted({ mutedUntil }, Date.now()) ? OVER : FOREVER }));
    $('pin').onclick = () => this.#prefer(({ pinned }) => ({ pinned: !pinned }));
    $('archive').onclick = () => this.#prefer(({ archived }) => ({ archived: !archived }));
    $('mark-unread').onclick = () => this.#markUnread();
  }

  draw() {
    const { mutedUntil, pinned, archived } = this.#chat.current?.summary ?? {};
    press('mute', isMuted({ mutedUntil }, Date.now()));
    press('pin', pinned);
    press('archive', archived);
    $('mark-unread').disabled = !this.#lastOfOthers();
  }

  #prefer(change) {
    const conversation = this.#chat.current;
    return this.#chat.attempt(() => conversation.prefer(change(conversation.summary)));
  }

  /** What is open is read, so it is closed first. */
  #markUnread() {
    const conversation = this.#chat.current;
    const unreadFrom = this.#lastOfOthers();
    this.#chat.close();
    return this.#chat.attempt(() => conversation.prefer({ unreadFrom }));
  }

  #lastOfOthers() {
    return this.#chat.current?.entries.findLast(({ kind, sender }) => kind === 'message' && sender !== this.#chat.client.user)?.seq;
  }
}

const press = (id, isPressed) => $(id).setAttribute('aria-pressed', String(Boolean(isPressed)));
