import type { Machine } from '../host/machine.ts';
import type { Json } from './key.ts';

/**
 * The code that work hangs on: versions of packages of camscope.
 * @param build tells states of a checkout apart.
 */
export function codeOf(
  { versionOf }: Pick<Machine, 'versionOf'>,
  build: string | undefined,
  packages: readonly string[],
): Json {
  return { build, ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])) };
}
