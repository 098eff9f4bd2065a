const FIRST = 2_000;
const LONGEST = 20_000;

/** Milliseconds before the next try: twice as long every time, anywhere in that span, so that clients of a service that
 *  dropped them all don't come back in step. Most are back within the 15 s for which they still count as online. */
export const backoff = (failures) => Math.random() * Math.min(LONGEST, FIRST * 2 ** failures);

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
