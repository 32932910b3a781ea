/**
 * Writes what every method makes of every family on each provider, for `camscope list --matrix` and docs/matrix.md:
 * node tools/run.js tools/matrix/make.ts [--check] [cpu] [wasm] [webgpu] [family…] [method…], all of them by default; what is not named is kept.
 * Each cell is written when it is made. With --check nothing is written, and what has changed is told.
 */
import { createContainer, REGISTRY } from '@camscope/core';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { cpuCells, type Cell } from './cpu-cells.ts';
import { cellElsewhere, pageWithRuntime } from './elsewhere.ts';
import { NETWORKS } from './networks.ts';
import { write, written } from './written.ts';

/** In the order of a cell's characters. */
const PROVIDERS = ['cpu', 'wasm', 'webgpu'];
const FAMILIES = Object.keys(NETWORKS);

const wanted = process.argv.slice(2);
const isCheck = wanted.includes('--check');
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);
const { cells, refusals } = written(registry.explainer.ids);
const ids = wantedOf(registry.explainer.ids);
const runtime = startNodeRuntime();
const providers = wantedOf(PROVIDERS);
const page = providers.some((one) => one !== 'cpu') ? await pageWithRuntime() : undefined;

for (const family of wantedOf(FAMILIES)) {
  const onCpu = await cpuCells(runtime, registry, family, ids);
  for (const provider of providers) {
    const signs: string[] = [];
    for (const [i, id] of ids.entries()) {
      const cell = provider === 'cpu' ? onCpu[i] : await cellElsewhere(page!, provider, family, id, onCpu[i]);
      set(provider, family, id, cell);
      signs.push(cell.sign);
      if (!isCheck && (provider !== 'cpu' || i === ids.length - 1)) await write(FAMILIES, cells, refusals);
    }
    console.error(family, provider, signs.join(''));
  }
}
await runtime.close();
await page?.close();

/** Those that are named; all where none is. */
function wantedOf(names: readonly string[]): readonly string[] {
  return names.some((name) => wanted.includes(name)) ? names.filter((name) => wanted.includes(name)) : names;
}

function set(provider: string, family: string, id: string, { sign, outcome, error }: Cell): void {
  const signs = [...(cells[id][family] ?? '...')];
  const place = PROVIDERS.indexOf(provider);
  const why = error ?? JSON.stringify(outcome).slice(0, 500);
  if (sign === '!') console.error(`${id} on ${family}, ${provider}: ${why}`);
  if (isCheck && signs[place] !== sign) {
    console.error(`${id} on ${family}, ${provider}: '${signs[place]}' is written, '${sign}' is made: ${why}`);
    process.exitCode = 1;
  }
  signs[place] = sign;
  // What the CPU refuses is the network.
  if (provider === 'cpu' && sign === '-') signs.fill('-');
  cells[id][family] = signs.join('');
  if ('refused' in outcome) refusals[id][family] = outcome.refused;
  else if (provider === 'cpu') delete refusals[id][family];
}
