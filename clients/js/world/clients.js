import { createServer, connect } from 'node:net';
import { MessagingClient } from 'messaging-functions-client';

/** Where the world that is running listens. */
export const FRONT = process.env.MESSAGING_URL;
export const ISSUER = process.env.MESSAGING_ISSUER;

export async function signIn(user) {
  const form = new URLSearchParams({ grant_type: 'password', username: user });
  return (await (await fetch(`${ISSUER}/token`, { method: 'POST', body: form })).json()).access_token;
}

/** A client whose connection to SignalR goes through a line that can be cut. */
export async function clientOver(line, user, options = {}) {
  const client = new MessagingClient({
    url: FRONT, user, token: () => signIn(user), ...options,
    fetch: async (url, request) => {
      const answer = await (options.fetch ?? fetch)(url, request);
      if (!line || !url.endsWith('/negotiate') || !answer.ok) return answer;
      const negotiated = await answer.json();
      return Response.json({ ...negotiated, url: line.through(negotiated.url) });
    },
  });
  await client.start();
  return client;
}

/** A port that passes everything on, until it is cut. */
export async function openLine() {
  const sockets = new Set();
  let target = null;
  const server = createServer((near) => {
    const far = connect(target.port, target.hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      sockets.add(one);
      one.on('error', () => {}).on('close', () => (sockets.delete(one), other.destroy())).pipe(other);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    through(url) {
      target = new URL(url);
      return url.replace(target.host, `127.0.0.1:${server.address().port}`);
    },
    cut() {
      const count = sockets.size;
      for (const socket of sockets) socket.destroy();
      return count;
    },
    close() {
      this.cut();
      server.close();
    },
  };
}

/** A far deadline that ends a failed test; it measures nothing. */
export async function until(isSo, what) {
  for (const end = Date.now() + 120_000; !(await isSo()); ) {
    if (Date.now() > end) throw new Error(`Not so in time: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What a screen shows: the entries as they were told, and behind them what is still in the outbox. */
export function screenOf(conversation) {
  const screen = { texts: [], seqs: [], faults: [] };
  conversation.on('restart', () => (screen.texts = screen.seqs = []));
  conversation.on('entries', (entries) => {
    for (const { seq, kind, text } of entries) {
      if (screen.seqs.length && seq !== screen.seqs.at(-1) + 1) screen.faults.push(`${seq} after ${screen.seqs.at(-1)}`);
      screen.seqs.push(seq);
      if (kind === 'message') screen.texts.push(text);
    }
    const twice = conversation.outbox.filter(({ clientMessageId }) => conversation.entries.some((entry) => entry.clientMessageId === clientMessageId));
    if (twice.length) screen.faults.push(`${twice.length} both in the log and in the outbox`);
  });
  return screen;
}

export const numbered = (count, name) => Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);
