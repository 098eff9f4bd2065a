// Writes the price table of docs/capacity.md from prices.json and loads.json. `node docs/capacity/costs.mjs` rewrites it, `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';

const file = name => new URL(name, import.meta.url);
const prices = JSON.parse(readFileSync(file('prices.json'), 'utf8'));
const { operations, typingPerMessage, presencePerConnectionAndDay, loads } = JSON.parse(readFileSync(file('loads.json'), 'utf8'));
const days = 30, monthSeconds = days * 24 * 3600, million = 1e6;
const above = (amount, free) => Math.max(0, amount - free);

// Send, receive and complete are an operation each.
function serviceBus(queueMessages) {
  let rest = queueMessages * 3 / million, from = 0, cost = prices.serviceBus.baseMonth.price;
  for (const tier of prices.serviceBus.perMillionOperations.tiers) {
    const inTier = Math.min(rest, (tier.upToMillions ?? Infinity) - from);
    cost += inTier * tier.price; rest -= inTier; from = tier.upToMillions;
  }
  return cost;
}

function functions(load, executions, shape) {
  const { perMillionExecutions, perGBSecond, alwaysReadyPerGBSecond, alwaysReadyExecutingPerGBSecond, minimumSeconds } = prices.functions;
  const warm = load.stages * load.alwaysReady * load.memoryGB * monthSeconds * alwaysReadyPerGBSecond.price;
  // A warm instance is billed for what it executes; a cold one for a second at least. Executions that overlap share their instance's time.
  const seconds = executions * shape.secondsPerExecution / shape.concurrency;
  const time = load.alwaysReady > 0 ? seconds * load.memoryGB * alwaysReadyExecutingPerGBSecond.price
    : above(executions * Math.max(minimumSeconds.value, shape.secondsPerExecution) / shape.concurrency * load.memoryGB, perGBSecond.free) * perGBSecond.price;
  return warm + time + above(executions / million, load.alwaysReady > 0 ? 0 : perMillionExecutions.freeMillions) * perMillionExecutions.price;
}

function signalR(load, outbound) {
  const { unitMonth, premiumUnitMonth, perMillionMessages } = prices.signalR;
  const units = Math.ceil(load.connections / unitMonth.connections), unit = load.premium ? premiumUnitMonth : unitMonth;
  return units * unit.price + above(outbound / million, units * days * perMillionMessages.freeMillionsPerUnitAndDay) * perMillionMessages.price;
}

function ours(load, shape) {
  const messages = load.messagesPerDay * days;
  const outbound = messages * load.onlineRecipients + messages * typingPerMessage * load.viewers + load.connections * presencePerConnectionAndDay * days;
  const presence = load.connections * presencePerConnectionAndDay * days;
  const parts = {
    'Service Bus': serviceBus(messages * shape.queueMessages),
    Functions: functions(load, messages * shape.executions + messages * typingPerMessage + presence, shape),
    SignalR: signalR(load, outbound),
    Tables: (messages * shape.tableTransactions + presence) / million * prices.tables.perMillionTransactions.price + messages * load.bytes * 2 / 1e9 * prices.tables.perGBMonth.price,
    // One invocation in twenty is traced, in some 1,000 bytes.
    Logs: above(messages * shape.executions * 0.05 * 1000 / 1e9, prices.logs.perGB.freeGB) * prices.logs.perGB.price,
    'Front door': load.frontDoor ? prices.frontDoor.month.price : 0,
  };
  return { ...parts, total: Object.values(parts).reduce((sum, one) => sum + one, 0) };
}

function others(load) {
  const messages = load.messagesPerDay * days, deliveries = messages * load.onlineRecipients;
  const minutes = load.connections * days * 24 * 60 * 0.25;
  return {
    'ACS Chat': messages * prices.acsChat.perMessage.price,
    Ably: prices.ably.month.price + (messages + deliveries) / million * prices.ably.perMillionMessages.price + 2 * minutes / million * prices.ably.perMillionConnectionMinutes.price,
    PubNub: messages * prices.pubnub.replicated.price + deliveries * prices.pubnub.edge.price,
  };
}

const dollars = amount => `$${Math.round(amount).toLocaleString('en-US')}`;
const parts = ['Service Bus', 'Functions', 'SignalR', 'Tables', 'Logs', 'Front door'];
const rows = loads.flatMap(load => ['dense', 'sparse'].map(kind => {
  const cost = ours(load, operations[kind]), beside = others(load);
  return [load.name, kind, load.connections.toLocaleString('en-US'), load.messagesPerDay.toLocaleString('en-US'), ...parts.map(part => dollars(cost[part])),
    `**${dollars(cost.total)}**`, ...Object.values(beside).map(dollars)];
}));
const head = ['load', 'traffic', 'connections', 'messages/day', ...parts, 'total', 'ACS Chat', 'Ably', 'PubNub'];
const table = [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');

const page = file('../capacity.md'), before = readFileSync(page, 'utf8');
const after = before.replace(/(<!-- prices -->\n)[\s\S]*?(<!-- end -->)/, (_, begin, end) => `${begin}${table}\n${end}`);
if (!process.argv.includes('--check')) writeFileSync(page, after);
else if (after !== before) { console.error('docs/capacity.md is not what costs.mjs makes of prices.json and loads.json.'); process.exit(1); }
