import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { CamscopeError, messageOf } from '@camscope/core';
import { quote } from './quote.ts';

/**
 * Submits what a batch script submits.
 * @returns a line a job: `shards 123`, `merge 124`.
 * @throws CamscopeError CONFIG_INVALID without sbatch, and when it refuses.
 */
export async function submit(script: string): Promise<string> {
  if (!(await isOnPath('sbatch'))) {
    throw new CamscopeError('CONFIG_INVALID', 'Slurm is not on this machine', {
      asked: '--submit',
      found: 'no sbatch on the PATH',
      fix: `Where Slurm is, run: bash ${quote(script)}`,
    });
  }
  try {
    return (await promisify(execFile)('bash', [script])).stdout;
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    throw new CamscopeError('CONFIG_INVALID', 'Slurm refused the jobs', {
      asked: `bash ${quote(script)}`,
      found: `${stdout}${stderr}`.trim() || messageOf(error),
      fix: 'Edit the script, or write it with other options',
      cause: error,
    });
  }
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) =>
    access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}
