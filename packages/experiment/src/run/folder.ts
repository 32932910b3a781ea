import { readdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CamscopeError, type Files } from '@camscope/core';
import { LOCK_FILE } from '@camscope/pipeline';
import { UNITS_FILE, unitsIn } from './units-file.ts';

/** The folder of the store, where a study names none; it is no result. */
export const STORE_FOLDER = 'store';

/**
 * Makes sure that a folder is for a study's results: empty, or with results of the same study file, whatever it said then.
 * @param study absolute path of the study file. @param lock as it will be written.
 * @param force takes the folder over; what is not written anew in it stays.
 * @throws CamscopeError CONFIG_INVALID, FILE_UNREADABLE.
 */
export async function takeFolder(
  files: Files,
  out: string,
  study: string,
  lock: string,
  force: boolean,
): Promise<void> {
  await files.makeFolder(out);
  if (force) return;
  // Before looking for a lock: another shard may write it at any moment.
  const names = await readdir(out);
  const earlier = await unitsIn(files, out);
  if (earlier && resolve(out, earlier.study) === study) return;
  if (await files.exists(files.resolve(out, LOCK_FILE))) {
    if (new TextDecoder().decode(await files.read(files.resolve(out, LOCK_FILE))) === lock) return;
    throw refused(
      out,
      earlier ? `Results of ${resolve(out, earlier.study)}` : `A ${LOCK_FILE} of another study`,
    );
  }
  const others = names.filter((name) => !isOurs(name));
  // The study itself may stand in the folder.
  const foreign = dirname(study) === out ? [] : others;
  if (foreign.length > 0)
    throw refused(
      out,
      `${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''}`,
    );
}

/** What runs that begin side by side may have left before the lock is there. */
function isOurs(name: string): boolean {
  return name === STORE_FOLDER || name === UNITS_FILE || /^\..*\.part$/.test(name);
}

function refused(out: string, found: string): CamscopeError {
  return new CamscopeError('CONFIG_INVALID', `The folder ${out} is not free for the results of this study`, {
    found,
    fix: 'Give another --out, or --force to write into it all the same',
  });
}
