import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * Version of an installed package.
 * @param dependant the package that depends on it; this one by default.
 */
export function versionOf(name: string, dependant = '@camscope/cli'): string {
  const requireThere = createRequire(require.resolve(`${dependant}/package.json`));
  return (requireThere(`${name}/package.json`) as { version: string }).version;
}

/** Tells states of a checkout's sources apart, which the command runs compiled; undefined for packages as published. */
export function buildOf(): string | undefined {
  return /[\\/]\.cache[\\/]camscope[\\/]([0-9a-f]{64})[\\/]/.exec(fileURLToPath(import.meta.url))?.[1];
}
