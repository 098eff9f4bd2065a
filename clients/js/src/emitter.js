/** Events by name. A listener's fault is reported as an uncaught one is, and keeps nothing from the others. */
export class Emitter {
  /** @type {Map<string, Set<Function>>} */
  #listeners = new Map();

  /**
   * @param {string} event
   * @param {(argument: any) => void} listener
   * @returns {() => void} takes the listener away
   */
  on(event, listener) {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => all.delete(listener);
  }

  /**
   * @param {string} event
   * @param {any} [argument]
   */
  emit(event, argument) {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        listener(argument);
      } catch (fault) {
        queueMicrotask(() => { throw fault; });
      }
    }
  }
}
