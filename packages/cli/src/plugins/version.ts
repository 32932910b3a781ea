import { createRequire } from 'node:module';
import { getEnvironmentData } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/**
 * Version of an installed package.
 * @param dependant the package that depends on it; this one by default.
 */
export function versionOf(name: string, dependant = '@camscope/cli'): string {
  const requireThere = createRequire(require.resolve(`${dependant}/package.json`));
  return (requireThere(`${name}/package.json`) as { version: string }).version;
}

/** Under which `bin/sources.js` tells every thread where this package of a checkout lies compiled, in a folder that bears the sources' hash. */
const COMPILED = '@camscope/cli/compiled';

/** Under which a package that brings the command tells its own version. */
const INSTALLED_AS = '@camscope/cli/installed-as';

/** What `--version` prints: of the package that was installed and, where it only brings the command, of this one. */
export function versionsInWords(): string {
  const own = versionOf('@camscope/cli');
  const installed = getEnvironmentData(INSTALLED_AS);
  return typeof installed === 'string' ? `${installed} (@camscope/cli ${own})` : own;
}

/** Tells states of a checkout's sources apart, which the command runs compiled; undefined for packages as published. */
export function buildOf(): string | undefined {
  const folder = getEnvironmentData(COMPILED);
  return typeof folder === 'string' ? /([0-9a-f]{64})\/cli\/src\/$/.exec(folder)?.[1] : undefined;
}
