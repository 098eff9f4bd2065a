import { changed, targetOf } from './changes.js';
import { backoff, systemClock, wait } from './clock.js';

/** @typedef {import('./wire.js').Entry} Entry */
/** @typedef {import('./wire.js').EntryPage} EntryPage */

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
  /** @type {Map<number, {entry: Entry, epoch: string | undefined}>} */
  #waiting = new Map();
  /** @type {any} */
  #timer = null;
  /** @type {Promise<void> | null} */
  #loading = null;
  #fetchPage;
  #told;
  #patience;
  #clock;

  /** @type {Entry[]} */
  entries = [];
  opened = false;
  closed = false;

  /** Another one means that the log was restored from an older state: nothing that is here counts any more. @type {string | undefined} */
  epoch = undefined;

  /** Whether there are entries before the first one here. */
  older = false;

  /**
   * @param {(range: import('./wire.js').Range) => Promise<EntryPage>} fetchPage takes {after, limit}, {before, limit} or {limit}, ends exclusive
   * @param {{changed?: () => void, appended?: (entries: Entry[]) => void, restarted?: () => void, patience?: () => number,
   *   clock?: import('./clock.js').Clock}} [options] `appended` gets each entry once and in order, after a `restarted` from the start
   */
  constructor(fetchPage, options = {}) {
    this.#fetchPage = fetchPage;
    this.#told = { changed: options.changed ?? (() => {}), appended: options.appended ?? (() => {}), restarted: options.restarted ?? (() => {}) };
    this.#patience = options.patience ?? patience;
    this.#clock = options.clock ?? systemClock;
  }

  get last() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  /** Loads the newest page, then takes what came live in the meantime. */
  async open() {
    const page = await this.#fetchPage({ limit: PAGE });
    if (!this.closed) this.#begin(page.epoch, page.entries, page.more ?? false);
  }

  /**
   * Live entries.
   * @param {Entry[]} entries
   * @param {string} [epoch]
   */
  add(entries, epoch = this.epoch) {
    if (this.opened && epoch !== this.epoch) return this.#restart();
    for (const entry of entries) this.#waiting.set(entry.seq, { entry, epoch });
    if (this.opened) this.#settle();
  }

  /**
   * Takes its part of a catch-up: everything after the last entry here, or the newest and before them a gap.
   * @param {Omit<import('./wire.js').Missed, 'conversationId'>} missed
   */
  async take({ epoch, entries, gap, restart }) {
    if (restart) return this.#begin(epoch, entries, Boolean(gap));
    this.add(entries, epoch);
    if (gap) await this.#fetchTo(gap.to);
  }

  /** Puts the page before the first entry here. */
  loadOlder() {
    this.#loading ??= this.#loadOlder().finally(() => (this.#loading = null));
    return this.#loading;
  }

  close() {
    this.#clock.clearTimeout(this.#timer);
    this.opened = false;
    this.closed = true;
  }

  async #loadOlder() {
    const [first] = this.entries;
    if (!this.older || !first) return;
    const page = await this.#fetchPage({ before: first.seq, limit: PAGE });
    if (page.epoch !== this.epoch || this.entries[0]?.seq !== first.seq) return;
    const known = this.entries;
    this.entries = [...page.entries, ...known];
    this.older = page.more ?? false;
    // The page may have been read before the last entries that are here.
    for (const entry of known) this.#apply(entry);
    this.#told.changed();
  }

  #settle() {
    for (const [seq, { epoch }] of this.#waiting) if (seq <= this.last || epoch !== this.epoch) this.#waiting.delete(seq);
    const fresh = [];
    for (let next; (next = this.#waiting.get(this.last + 1)?.entry); fresh.push(next)) {
      this.#waiting.delete(next.seq);
      this.entries.push(next);
      this.#apply(next);
    }
    this.#watchGap();
    if (fresh.length) this.#told.appended(fresh);
    this.#told.changed();
  }

  /** @param {Entry} entry */
  #apply(entry) {
    const target = targetOf(entry);
    const at = target === null ? -1 : this.entries.findIndex(({ seq }) => seq === target);
    if (at >= 0) this.entries[at] = changed(this.entries[at], entry);
  }

  /**
   * @param {string | undefined} epoch
   * @param {Entry[]} entries
   * @param {boolean} older
   */
  #begin(epoch, entries, older) {
    if (this.opened || this.entries.length) this.#told.restarted();
    Object.assign(this, { epoch, entries: [...entries], older, opened: true });
    if (entries.length) this.#told.appended(entries);
    this.#settle();
  }

  async #restart() {
    this.opened = false;
    this.#waiting.clear();
    for (let failures = 0; !this.opened && !this.closed; failures++) {
      await this.open().catch((fault) => wait(this.#clock, backoff(failures, fault)));
    }
  }

  #watchGap() {
    if (this.#waiting.size === 0) {
      this.#clock.clearTimeout(this.#timer);
      this.#timer = null;
    } else {
      this.#timer ??= this.#clock.setTimeout(() => this.#fetchGap(), this.#patience());
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

  /** @param {number} seq */
  async #fetchTo(seq) {
    while (this.opened && this.last < seq) {
      const page = await this.#fetchPage({ after: this.last, limit: Math.min(seq - this.last, LARGEST_PAGE) });
      if (page.entries.length === 0) return;
      this.add(page.entries, page.epoch);
    }
  }
}
