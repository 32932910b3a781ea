import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Version of an installed package.
 * @param dependant the package that depends on it; this one by default.
 */
export function versionOf(name: string, dependant = '@camscope/cli'): string {
  const requireThere = createRequire(require.resolve(`${dependant}/package.json`));
  return (requireThere(`${name}/package.json`) as { version: string }).version;
}
