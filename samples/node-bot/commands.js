// What the bot says, without any connection: a published fact in, facts to send out.

/** The most messages that one send-messages fact takes. */
const perFact = 40;

const answers = {
  '/echo': (rest) => rest || 'Say something after /echo.',
  '/time': (_, now) => now.toISOString(),
};

/** The bot's answer to a text, or undefined if it is no command of the bot. */
export function answerTo(text, now) {
  const [, command, rest] = /^(\/\w+)\s*([^]*)$/.exec(text ?? '') ?? [];
  return Object.hasOwn(answers, command ?? '') ? answers[command](rest.trim(), now) : undefined;
}

/**
 * The send-messages facts that answer an entries-published fact. It may come twice: the client message id follows from the entry
 * that is answered, and an id takes effect once for ever.
 */
export function replies({ tenant, conversationId, epoch, kind, entries }, bot, now) {
  if (kind !== 'message') return [];
  const messages = entries
    .filter((entry) => entry.sender !== bot)
    .map((entry) => ({ conversationId, clientMessageId: `re-${epoch}-${entry.seq}`, text: answerTo(entry.text, now) }))
    .filter((message) => message.text !== undefined);
  const facts = [];
  for (let from = 0; from < messages.length; from += perFact) facts.push({ tenant, sender: bot, messages: messages.slice(from, from + perFact) });
  return facts;
}
