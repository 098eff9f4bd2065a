const FIRST = 500;
const LONGEST = 20_000;

/** Milliseconds before the next try: twice as long every time, anywhere in that span, so that clients don't come back in step. */
export const backoff = (failures) => Math.random() * Math.min(LONGEST, FIRST * 2 ** failures);

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
