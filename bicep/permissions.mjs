// Writes the permission matrix of docs/permissions.md from an approved snapshot. `node bicep/permissions.mjs` rewrites it, `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';

const roles = {
  '090c5cfd-751d-490a-894a-3ce6f1109419': 'Azure Service Bus Data Owner',
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39': 'Azure Service Bus Data Sender',
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0': 'Azure Service Bus Data Receiver',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  '76199698-9eea-4c19-bc75-cec21354c6b6': 'Storage Table Data Reader',
  'fd53cd77-2268-407a-8f46-7e7863d0f521': 'SignalR REST API Owner',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
};
const kinds = {
  queues: 'queue', topics: 'topic', subscriptions: 'subscription', tables: 'table', containers: 'container', signalR: 'SignalR', components: 'Application Insights',
};
const stages = ['send', 'route', 'fanout', 'presence', 'sync'];

const snapshot = JSON.parse(readFileSync(new URL('parameters/prod.snapshot.json', import.meta.url), 'utf8'));
const grants = snapshot.predictedResources.filter(it => it.type === 'Microsoft.Authorization/roleAssignments').map(it => {
  const [kind, name] = it.id.match(/extensionResourceId\('([^']+)'/)[1].split('/').slice(-2);
  const role = roles[it.properties.roleDefinitionId.split('/').at(-1)];
  if (!role || !kinds[kind]) throw new Error(`Unknown role or scope: ${it.id}`);
  return {
    app: it.properties.principalId.match(/userAssignedIdentities\/id-([a-z]+)-/)[1],
    resource: ['signalR', 'components'].includes(kind) ? kinds[kind] : `${kinds[kind]} \`${name}\``,
    role,
  };
});

const order = Object.values(kinds);
const rank = resource => order.findIndex(kind => resource.startsWith(kind));
const resources = [...new Set(grants.map(it => it.resource))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
const short = role => role.replace('Azure Service Bus ', '').replace('Storage ', '').replace('Monitoring ', '');
const cell = (resource, app) => grants.filter(it => it.resource === resource && it.app === app).map(it => short(it.role)).sort().join(', ');
const rows = [['on', ...stages], ['---', ...stages.map(() => '---')], ...resources.map(resource => [resource, ...stages.map(app => cell(resource, app))])];
const table = rows.map(row => `| ${row.join(' | ')} |`).join('\n');

const page = new URL('../docs/permissions.md', import.meta.url), before = readFileSync(page, 'utf8');
const after = before.replace(/(<!-- matrix -->\n)[\s\S]*?(<!-- end -->)/, (_, begin, end) => `${begin}${table}\n${end}`);
if (!process.argv.includes('--check')) writeFileSync(page, after);
else if (after !== before) { console.error('docs/permissions.md is not what the snapshot of prod says: run node bicep/permissions.mjs.'); process.exit(1); }
