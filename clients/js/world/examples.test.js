import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { FRONT, ISSUER } from './clients.js';

const examples = (page) => [...readFileSync(new URL(page, import.meta.url), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

const [readme] = examples('../README.md');
const preamble = readme
  .slice(readme.indexOf('const API'), readme.indexOf('const client'))
  .replace(/API = '[^']*'/, `API = '${FRONT}'`)
  .replace(/ISSUER = '[^']*'/, `ISSUER = '${ISSUER}'`);

for (const page of ['../README.md', '../../../docs/presence.md', '../../../docs/sync.md']) {
  test(`The example of ${page.replaceAll('../', '')} runs`, (t) => {
    const codes = examples(page);
    assert.equal(codes.length, 1);
    const [imports, code] = [codes[0].slice(0, codes[0].indexOf(';') + 1), codes[0].slice(codes[0].indexOf('const client'))];
    const file = new URL(`./.example-${process.pid}-${page.length}.mjs`, import.meta.url);
    t.after(() => rmSync(file));
    writeFileSync(file, `${imports}\n${preamble}${code}`);

    const { status, stdout, stderr } = spawnSync(process.execPath, [file.pathname], { encoding: 'utf8', timeout: 60_000 });

    assert.equal(status, 0, stdout + stderr);
    assert.notEqual(stdout, '');
  });
}
