// @ts-check
import { existsSync } from 'node:fs';
import { register } from 'node:module';

const inCheckout = existsSync(new URL('../tsconfig.lib.json', import.meta.url));

/**
 * Runs a module of this package: as built or, in a checkout, from the packages' sources without a build.
 * @param {string} module its path below `src`, without extension.
 */
export async function runFrom(module) {
  if (!inCheckout) return import(new URL(`../dist/${module}.js`, import.meta.url).href);
  register('./source-condition.js', import.meta.url);
  const tsx = await import(import.meta.resolve('tsx/esm/api'));
  tsx.register();
  return import(new URL(`../src/${module}.ts`, import.meta.url).href);
}
