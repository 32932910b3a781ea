/**
 * Writes what every method makes of every family on each provider, for `camscope list --matrix` and docs/matrix.md:
 * node tools/run.js tools/matrix/make.ts [cpu] [wasm] [webgpu] [family…], all of them by default; what is not named is kept.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { matrix } from '@camscope/cli';
import { createContainer, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { relativeError } from '@camscope/testkit';
import prettier from 'prettier';
import { openPage } from '../browser/open-page.ts';
import { readReference } from '../tests/networks/references.ts';
import { cpuCells, type CpuCell } from './cpu-cells.ts';
import type { Asked } from './explain-each.ts';
import { NETWORKS } from './networks.ts';

type Table = Record<string, Record<string, string>>;

const FILE = new URL('../../packages/plugins/src/matrix.ts', import.meta.url);
/** Relative to the largest value of a map; providers add in another order. */
const TOLERANCE = 1e-3;
const PLACE = { cpu: 0, wasm: 1, webgpu: 2 } as const;
type Provider = keyof typeof PLACE;

const wanted = process.argv.slice(2);
const providers = wantedOf(Object.keys(PLACE) as Provider[]);
const { cells: before } = matrix;
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);
const runtime = startNodeRuntime();
const ids = registry.explainer.ids;
const cells: Table = Object.fromEntries(ids.map((id) => [id, { ...before[id] }]));
/** By method and family. */
const refusals: Table = Object.fromEntries(ids.map((id) => [id, refusedBefore(id)]));
const page = providers.some((provider) => provider !== 'cpu') ? await pageWithRuntime() : undefined;

for (const family of wantedOf(Object.keys(NETWORKS))) {
  const name = NETWORKS[family];
  const onCpu = await cpuCells(runtime, registry, name, ids);
  const others = new Map<Provider, readonly string[]>();
  for (const provider of providers.filter((each) => each !== 'cpu')) {
    others.set(provider, await elsewhere(provider, name, onCpu));
  }
  ids.forEach((id, i) => {
    const { cell, outcome } = onCpu[i];
    if ('refused' in outcome) refusals[id][family] = outcome.refused;
    else delete refusals[id][family];
    if (cell === '!') console.error(`${id} on ${name}: ${JSON.stringify(outcome).slice(0, 300)}`);
    const letters = [...(before[id]?.[family] ?? '...')];
    letters[PLACE.cpu] = cell;
    for (const [provider, row] of others) letters[PLACE[provider]] = row[i];
    if (cell === '-') letters.fill('-');
    cells[id][family] = letters.join('');
    console.error(family, id, cells[id][family]);
  });
}
await runtime.close();
await page?.close();
writeFileSync(
  FILE,
  await prettier.format(text(), { ...(await prettier.resolveConfig(FILE)), parser: 'typescript' }),
);

/** Those that are named; all where none is. */
function wantedOf<Name extends string>(names: readonly Name[]): readonly Name[] {
  return names.some((name) => wanted.includes(name)) ? names.filter((name) => wanted.includes(name)) : names;
}

/** What a provider of the browser makes of what the CPU explains; where it does not make the CPU's map, standard error tells why. */
async function elsewhere(provider: Provider, name: string, onCpu: readonly CpuCell[]): Promise<string[]> {
  const { model, imageSeed, image, target } = readReference(name);
  const about = { imageSeed, image, target };
  const asked: Asked[] = ids.flatMap((id, i) => (onCpu[i].cell === '-' ? [] : [{ id }]));
  const found = await page!.page.evaluate(
    ([where, bytes, subject, methods]) => camscope.explainEach(where, bytes, subject, methods),
    [provider, Buffer.from(model).toString('base64'), about, asked] as const,
  );
  return ids.map((id, i) => {
    const expected = onCpu[i].outcome;
    if (!('map' in expected)) return '.';
    const outcome = found[asked.findIndex((one) => one.id === id)];
    const error = 'map' in outcome ? relativeError(outcome.map, expected.map) : NaN;
    if (error < TOLERANCE) return '=';
    console.error(
      `${id} on ${name}, ${provider}: ${'map' in outcome ? `off by ${error}` : JSON.stringify(outcome)}`,
    );
    return '!';
  });
}

async function pageWithRuntime() {
  const opened = await openPage();
  const require = createRequire(import.meta.url);
  mkdirSync(join(opened.folder, 'ort'));
  for (const end of ['mjs', 'wasm']) {
    const file = `ort-wasm-simd-threaded.asyncify.${end}`;
    copyFileSync(require.resolve(`onnxruntime-web/${file}`), join(opened.folder, 'ort', file));
  }
  return opened;
}

/** Why a method has refused families, by family. */
function refusedBefore(id: string): Record<string, string> {
  const all = Object.entries(matrix.refusals);
  return Object.fromEntries(
    all.flatMap(([why, by]) => (by[id] ?? []).map((family) => [family, why] as const)),
  );
}

function text(): string {
  const families = Object.keys(NETWORKS);
  const rows = Object.fromEntries(
    ids.map((id) => [id, families.map((family) => cells[id][family]).join(' ')]),
  );
  const sentences: Record<string, Record<string, string[]>> = {};
  for (const [id, row] of Object.entries(refusals))
    for (const family of families.filter((each) => row[each]))
      ((sentences[row[family]] ??= {})[id] ??= []).push(family);
  return [
    '// Written by tools/matrix/make.ts.',
    '/** Families of networks, in the order of the cells. */',
    `export const families = ${JSON.stringify(families)};`,
    '/** By method: a cell for each family, in it a character for each provider. */',
    `export const rows: Readonly<Record<string, string>> = ${JSON.stringify(rows)};`,
    '/** By sentence and method: the families whose networks it refuses. */',
    `export const refusals: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = ${JSON.stringify(sentences)};`,
  ]
    .join('\n\n')
    .replaceAll('*/\n\n', '*/\n');
}
