import { createRequire } from 'node:module';
import type { Json } from './key.ts';

const require = createRequire(import.meta.url);

/**
 * The code that work hangs on: versions of packages of camscope.
 * @param build tells states of a checkout apart.
 */
export function codeOf(build: string | undefined, packages: readonly string[]): Json {
  return { build, ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])) };
}

function versionOf(name: string): string {
  return (require(`@camscope/${name}/package.json`) as { version: string }).version;
}
