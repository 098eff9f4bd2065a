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

  /** Whether there are entries before the first one here. */
  older = false;

  /** @param fetchPage takes {after, limit}, {before, limit} or {limit}, ends exclusive, and answers {entries, more}. */
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
    this.entries = page.entries;
    this.older = page.more;
    this.opened = true;
    this.#settle();
  }

  add(entries) {
    for (const entry of entries) this.#waiting.set(entry.seq, entry);
    if (this.opened) this.#settle();
  }

  /** Fetches everything after the last entry here. */
  async catchUp() {
    if (!this.opened) return this.open();
    for (let more = true; more; ) {
      const page = await this.#fetchPage({ after: this.last, limit: LARGEST_PAGE });
      this.add(page.entries);
      more = page.more && page.entries.length > 0;
    }
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
    if (entry.target === undefined || entry.target === null) return;
    const at = this.entries.findIndex((one) => one.seq === entry.target);
    if (at < 0) return;
    const target = this.entries[at];
    if (entry.kind === 'message-edited') this.entries[at] = { ...target, text: entry.text, editedAt: entry.time };
    if (entry.kind === 'message-deleted') this.entries[at] = { ...target, text: null, deletedAt: entry.time };
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
    const missing = Math.min(...this.#waiting.keys()) - this.last - 1;
    try {
      const page = await this.#fetchPage({ after: this.last, limit: Math.min(missing, LARGEST_PAGE) });
      for (const entry of page.entries) this.#waiting.set(entry.seq, entry);
    } catch {
      // The gap is still there: the timer below asks again.
    }
    this.#timer = null;
    if (this.opened) this.#settle();
  }
}
