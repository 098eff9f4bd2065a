import { changed, targetOf } from './changes.js';

const PAGE = 50;

/** Most entries that the server puts on one page. */
const LARGEST_PAGE = 200;

/** Half a second, for what is merely late, and some more, so that not every client asks at once. */
const patience = () => 500 + Math.random() * 500;

/**
 * One conversation's entries in the order of seq, without a gap. Live entries may come early, late, twice or not at all:
 * what is beyond a gap waits; if the gap has not closed by itself after a while, exactly the gap is fetched.
 */
export class Log {
  #fetchPage;
  #changed;
  #patience;
  #waiting = new Map();
  #timer = null;

  entries = [];
  opened = false;

  /** Another one means that the log was restored from an older state: nothing that is here counts any more. */
  epoch = undefined;

  /** Whether there are entries before the first one here. */
  older = false;

  /** @param fetchPage takes {after, limit}, {before, limit} or {limit}, ends exclusive, and answers {entries, more, epoch}. */
  constructor(fetchPage, changed = () => {}, delay = patience) {
    this.#fetchPage = fetchPage;
    this.#changed = changed;
    this.#patience = delay;
  }

  get last() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Loads the newest page, then takes what came live in the meantime. */
  async open() {
    const page = await this.#fetchPage({ limit: PAGE });
    this.#begin(page.epoch, page.entries, page.more);
  }

  /** Live entries. */
  add(entries, epoch = this.epoch) {
    if (this.opened && epoch !== this.epoch) return this.#restart();
    for (const entry of entries) this.#waiting.set(entry.seq, entry);
    if (this.opened) this.#settle();
  }

  /** Takes its part of a catch-up: everything after the last entry here, or the newest and before them a gap. */
  async take({ epoch, entries, gap, restart }) {
    if (restart) return this.#begin(epoch, entries, Boolean(gap));
    this.add(entries, epoch);
    if (gap) await this.#fetchTo(gap.to);
  }

  async loadOlder() {
    if (!this.older || this.entries.length === 0) return;
    const page = await this.#fetchPage({ before: this.entries[0].seq, limit: PAGE });
    this.entries = [...page.entries, ...this.entries];
    this.older = page.more;
    this.#changed();
  }

  close() {
    clearTimeout(this.#timer);
    this.opened = false;
  }

  #settle() {
    for (const seq of this.#waiting.keys()) if (seq <= this.last) this.#waiting.delete(seq);
    for (let next; (next = this.#waiting.get(this.last + 1)); ) {
      this.#waiting.delete(next.seq);
      this.#append(next);
    }
    this.#watchGap();
    this.#changed();
  }

  #append(entry) {
    this.entries.push(entry);
    const at = this.entries.findIndex(({ seq }) => seq === targetOf(entry));
    if (at >= 0) this.entries[at] = changed(this.entries[at], entry);
  }

  #begin(epoch, entries, older) {
    Object.assign(this, { epoch, entries, older, opened: true });
    this.#settle();
  }

  #restart() {
    this.opened = false;
    this.#waiting.clear();
    this.open().catch(() => (this.opened = true));
  }

  #watchGap() {
    if (this.#waiting.size === 0) {
      clearTimeout(this.#timer);
      this.#timer = null;
    } else if (this.#timer === null) {
      this.#timer = setTimeout(() => this.#fetchGap(), this.#patience());
    }
  }

  async #fetchGap() {
    try {
      await this.#fetchTo(Math.min(...this.#waiting.keys()) - 1);
    } catch {
      // The gap is still there: the timer below asks again.
    }
    this.#timer = null;
    if (this.opened) this.#settle();
  }

  async #fetchTo(seq) {
    while (this.opened && this.last < seq) {
      const page = await this.#fetchPage({ after: this.last, limit: Math.min(seq - this.last, LARGEST_PAGE) });
      if (page.entries.length === 0) return;
      this.add(page.entries, page.epoch);
    }
  }
}
