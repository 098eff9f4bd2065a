/** A clock that stands still until it is moved. */
export function handClock() {
  let now = 0;
  let timers = [];
  const settled = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  };
  return {
    now: () => now,
    /** How many timers are set: each would keep a process alive. */
    get waiting() {
      return timers.length;
    },
    setTimeout(work, milliseconds) {
      const timer = { work, at: now + milliseconds };
      timers.push(timer);
      return timer;
    },
    clearTimeout: (timer) => (timers = timers.filter((one) => one !== timer)),
    settled,
    async move(milliseconds) {
      const end = now + milliseconds;
      await settled();
      for (let due; (due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]); ) {
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.work();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}
