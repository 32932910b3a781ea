// @ts-check
import { existsSync } from 'node:fs';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

const COMPILED = '@camscope/cli/compiled';
const ENTRIES = ['main', 'measure-worker'];

const inCheckout = existsSync(new URL('../tsconfig.json', import.meta.url));

/**
 * Runs a module of this package: as built or, in a checkout, from the packages' sources without a build.
 * @param {string} module its path below `src`, without extension.
 */
export async function runFrom(module) {
  const folder = inCheckout ? await compiled() : new URL('../dist/', import.meta.url);
  return import(new URL(`${module}.js`, folder).href);
}

/** A thread runs what its process runs, whatever has become of the sources since. */
async function compiled() {
  if (process.env.CAMSCOPE_DEBUG) process.setSourceMapsEnabled(true);
  const known = getEnvironmentData(COMPILED);
  if (known !== undefined) return new URL(String(known));
  const root = new URL('../../../', import.meta.url);
  const { compile } = await import(new URL('tools/compile/compile.js', root).href);
  const folder = await compile(
    root,
    ENTRIES.map((entry) => `cli/src/${entry}.ts`),
  );
  const sources = new URL('cli/src/', folder);
  setEnvironmentData(COMPILED, sources.href);
  return sources;
}
