import { resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import type { StudyFile } from '@camscope/experiment';

/**
 * Where the results go: `--out`, or else the study's `out`.
 * @returns an absolute path.
 * @throws CamscopeError CONFIG_INVALID where neither is given.
 */
export function outFolder(
  { out }: { readonly out?: string },
  { directory, source, config }: Pick<StudyFile, 'directory' | 'source' | 'config'>,
  cwd: string,
): string {
  if (out !== undefined) return resolve(cwd, out);
  if (config.out !== undefined) return resolve(directory, config.out);
  throw new CamscopeError('CONFIG_INVALID', 'The study does not say where its results go', {
    at: source.at([]),
    fix: "Give --out FOLDER, or 'out' in the study",
  });
}
