// What the JavaScript client sees of a Table service: node javascript-client.mjs <connection string>
import assert from "node:assert/strict";
import { odata, TableClient, TableServiceClient, TableTransaction } from "@azure/data-tables";

const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
const connectionString = process.argv[2];
const name = `js${Date.now()}`;
const service = TableServiceClient.fromConnectionString(connectionString, options);
const table = TableClient.fromConnectionString(connectionString, name, options);
const refusal = (status, code) => error =>
  error.statusCode === status && (error.code ?? error.details?.odataError?.code) === code;

await service.createTable(name);
await service.createTable(name);

const sent = {
  partitionKey: "p'", rowKey: "a|b", text: "it's", whole: 7, fraction: 1.5, yes: true, big: 12345678901234n,
  when: new Date("2024-02-29T12:00:00.123Z"), bytes: new Uint8Array([1, 2, 255]),
  typed: { type: "Double", value: "7.5" }, guid: { type: "Guid", value: "11111111-2222-3333-4444-555555555555" },
};
const created = await table.createEntity(sent);
const read = await table.getEntity("p'", "a|b");
assert.equal(read.etag, created.etag);
for (const property of ["partitionKey", "rowKey", "text", "whole", "fraction", "yes", "big", "when", "guid"])
  assert.deepEqual(read[property], sent[property], property);
assert.deepEqual([...read.bytes], [1, 2, 255]);
assert.equal(Number(read.typed), 7.5);

await assert.rejects(table.createEntity(sent), refusal(409, "EntityAlreadyExists"));
await table.updateEntity({ partitionKey: "p'", rowKey: "a|b", text: "new" }, "Merge", { etag: read.etag });
await assert.rejects(
  table.updateEntity({ partitionKey: "p'", rowKey: "a|b" }, "Replace", { etag: read.etag }),
  refusal(412, "UpdateConditionNotSatisfied"));
assert.equal((await table.getEntity("p'", "a|b")).whole, 7);

const hundred = new TableTransaction();
for (let i = 0; i < 100; i++)
  hundred.createEntity({ partitionKey: "q", rowKey: i === 0 ? "plain" : `{${i}}'`, number: i });
const answers = await table.submitTransaction(hundred.actions);
assert.equal(answers.subResponses.length, 100);
assert.ok(answers.subResponses.every(answer => answer.status === 204 && answer.etag));
assert.ok(answers.getResponseForEntity("plain"));

const taken = new TableTransaction();
taken.createEntity({ partitionKey: "q", rowKey: "fresh" });
taken.createEntity({ partitionKey: "q", rowKey: "plain" });
await assert.rejects(table.submitTransaction(taken.actions), refusal(409, "EntityAlreadyExists"));
await assert.rejects(table.getEntity("q", "fresh"), refusal(404, "ResourceNotFound"));

const mixed = new TableTransaction();
mixed.deleteEntity("q", "plain");
mixed.updateEntity({ partitionKey: "q", rowKey: "{2}'", more: 1 }, "Merge");
mixed.upsertEntity({ partitionKey: "q", rowKey: "upserted" }, "Replace");
assert.equal((await table.submitTransaction(mixed.actions)).subResponses.length, 3);

const count = async pages => { let n = 0; for await (const _ of pages) n++; return n; };
const list = queryOptions => table.listEntities({ queryOptions });
assert.equal(await count(list({ filter: odata`PartitionKey eq ${"q"} and number ge ${10}` })), 90);
assert.equal(await count(list({ filter: odata`when eq ${sent.when}` })), 1);
assert.equal(await count(table.listEntities().byPage({ maxPageSize: 30 })), 4);
for await (const entity of list({ filter: odata`text eq ${"new"}`, select: ["big"] }))
  assert.deepEqual(Object.keys(entity).sort(), ["big", "etag"]);

await assert.rejects(table.deleteEntity("x", "y"), refusal(404, "ResourceNotFound"));
const names = [];
for await (const listed of service.listTables())
  names.push(listed.name);
assert.ok(names.includes(name));
await service.getProperties();
await table.deleteTable();
await table.deleteTable();
console.log("ok");
