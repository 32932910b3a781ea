// @ts-check
/**
 * Writes what each library offers into `api/`, so that a change of it is seen in review.
 *
 * npm run api -- [--check]: builds first; `--check` writes nothing, and fails where a page differs
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { readManifests } from '../release/packages.js';
import { isOfFamily, kindOf } from '../workspace/shape.js';
import { apiReports } from './report.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(workspace, 'api');

// Families are of plugins, whose interface is that of core.
const libraries = [...readManifests(workspace)]
  .filter(([name]) => !isOfFamily(name) && !kindOf(name)?.app)
  .map(([name, manifest]) => ({ folder: name, name: manifest.name, entries: entriesOf(name, manifest) }));

execFileSync(
  process.execPath,
  [
    'node_modules/@native/typescript/bin/tsc',
    '--build',
    ...libraries.map((each) => `packages/${each.folder}`),
  ],
  { cwd: workspace, stdio: 'inherit' },
);
const style = (await resolveConfig(join(folder, 'core.md'))) ?? {};
const pages = new Map();
for (const [name, text] of apiReports(libraries)) {
  pages.set(`${name}.md`, await format(text, { ...style, parser: 'markdown' }));
}

mkdirSync(folder, { recursive: true });
const read = (/** @type {string} */ page) => readFileSync(join(folder, page), 'utf8');
const there = readdirSync(folder);
const differing = [
  ...[...pages].filter(([page, text]) => !there.includes(page) || read(page) !== text).map(([page]) => page),
  ...there.filter((page) => !pages.has(page)),
];
if (process.argv.includes('--check')) check(differing);
else write(differing);

/** @param {string} name @param {import('../release/packages.js').Manifest} manifest */
function entriesOf(name, { exports }) {
  const entries = Object.entries(exports).filter(([, entry]) => entry.types);
  return Object.fromEntries(
    entries.map(([subpath, { types }]) => [subpath, join(workspace, 'packages', name, types)]),
  );
}

/** @param {string[]} differing */
function check(differing) {
  if (differing.length === 0) return;
  console.error(`api/ is not what the packages offer now: ${differing.join(', ')}`);
  console.error('Run npm run api, and look at what changed: "What counts as breaking" is in CONTRIBUTING.md');
  process.exitCode = 1;
}

/** @param {string[]} differing */
function write(differing) {
  for (const page of differing) {
    if (pages.has(page)) writeFileSync(join(folder, page), pages.get(page));
    else rmSync(join(folder, page));
  }
  console.log(`${differing.length} of ${pages.size} pages written`);
}
