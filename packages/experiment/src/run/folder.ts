import { CamscopeError, type Files } from '@camscope/core';
import { dirname, resolve } from 'pathe';
import { ACCOUNT_FILE, fileOf, LOCK_FILE, PARTIAL_FILE, parquetFileOf, tables } from '@camscope/pipeline';
import { MAPS_FOLDER } from '../units/maps-units.ts';
import { SHARDS_FOLDER } from './shard-file.ts';
import { UNITS_FILE, unitsIn } from './units-file.ts';

/** The folder of the store, where a study names none; it is no result. */
export const STORE_FOLDER = 'store';

/** Whatever a run writes under its own name. */
const OWN = [
  ...[LOCK_FILE, UNITS_FILE, ACCOUNT_FILE, PARTIAL_FILE, MAPS_FOLDER, SHARDS_FOLDER],
  ...tables.flatMap((table) => [fileOf(table), parquetFileOf(table)]),
];

/** A folder, and the study whose results it is for. Absolute paths. */
export interface Place {
  readonly out: string;
  readonly study: string;
}

/** What stands in the folder of a run from its beginning. */
export interface Papers {
  readonly lock: string;
  readonly units: string;
}

/**
 * Refuses a folder that holds something else than results. It writes nothing.
 * @throws CamscopeError CONFIG_INVALID.
 */
export async function refuseForeign(files: Files, { out, study }: Place): Promise<void> {
  const names = (await files.list(out).catch(() => [])).map(({ name }) => name);
  if (names.includes(UNITS_FILE) || names.includes(LOCK_FILE)) return;
  // A study may stand in the folder, with what it reads.
  const foreign = names.filter((name) =>
    dirname(study) === out ? OWN.includes(name) : name !== STORE_FOLDER && !isPart(name),
  );
  if (foreign.length === 0) return;
  const more = foreign.length > 3 ? ` and ${foreign.length - 3} more` : '';
  throw refused(out, `${foreign.slice(0, 3).join(', ')}${more}`);
}

/**
 * Makes a folder that of a study's results. It is free, or has results of the same study file, whatever it said then; of several
 * studies that start at once, one gets it.
 * @param force takes the folder over; what is not written anew in it stays.
 * @throws CamscopeError CONFIG_INVALID, FILE_UNREADABLE.
 */
export async function takeFolder(files: Files, place: Place, papers: Papers, force: boolean): Promise<void> {
  const { out } = place;
  await files.makeFolder(out);
  const units = files.resolve(out, UNITS_FILE);
  const free = force || (await isOwn(files, place, papers.lock)) || (await files.create(units, papers.units));
  if (!free && !(await isOwn(files, place, papers.lock)))
    throw refused(out, `A ${UNITS_FILE} of another study`);
  await files.write(units, papers.units);
  await files.write(files.resolve(out, LOCK_FILE), papers.lock);
}

/** Files that are written as long as the lock of their folder is the one that this run has put there. */
export function guarded(files: Files, out: string, lock: string): Files {
  const check = () => refuseTaken(files, out, lock);
  return {
    ...files,
    write: (path, content) => check().then(() => files.write(path, content)),
    // Asked when all is written aside, before the file gets its name.
    writeFrom: (path, chunks) =>
      files.writeFrom(
        path,
        (async function* () {
          yield* chunks;
          await check();
        })(),
      ),
    remove: (path) => check().then(() => files.remove(path)),
    makeFolder: (path) => check().then(() => files.makeFolder(path)),
  };
}

/** Left by a process that was killed while it wrote. */
function isPart(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.part');
}

/** @throws CamscopeError CONFIG_INVALID for results of another study. */
async function isOwn(files: Files, { out, study }: Place, lock: string): Promise<boolean> {
  const earlier = await unitsIn(files, out);
  if (earlier && resolve(out, earlier.study) === study) return true;
  const path = files.resolve(out, LOCK_FILE);
  if (await files.exists(path)) {
    if (new TextDecoder().decode(await files.read(path)) === lock) return true;
    throw refused(out, earlier ? resultsOf(out, earlier.study) : `A ${LOCK_FILE} of another study`);
  }
  if (earlier) throw refused(out, resultsOf(out, earlier.study));
  return false;
}

function resultsOf(out: string, study: string): string {
  return `Results of ${resolve(out, study)}`;
}

/** Another study may have taken the folder meanwhile: its lock is not to stand beside these tables. */
async function refuseTaken(files: Files, out: string, lock: string): Promise<void> {
  const now = await files.read(files.resolve(out, LOCK_FILE));
  if (new TextDecoder().decode(now) === lock) return;
  throw new CamscopeError('FILE_UNREADABLE', `Another study has taken the folder ${out} meanwhile`, {
    found: `Its ${LOCK_FILE} is not the one that this run wrote`,
    fix: 'Give each study a folder of its own',
  });
}

function refused(out: string, found: string): CamscopeError {
  return new CamscopeError('CONFIG_INVALID', `The folder ${out} is not free for the results of this study`, {
    found,
    fix: 'Give another --out, or run with --force to write into it all the same',
  });
}
