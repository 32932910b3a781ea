// @ts-check
/** Folders that several processes share: written aside, then named. */
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that nothing has started from for so long is forgotten, in milliseconds. */
const KEPT = 7 * 24 * 3600 * 1000;

/**
 * A new folder aside, in a cache that is made when missing; undefined where nothing can be written.
 * @param {string} cache
 * @param {string} name that it will have.
 */
export function newFolder(cache, name) {
  try {
    // With the permissions of a folder that others may read, which a temporary one has not.
    const aside = join(cache, `aside-${randomUUID()}-${name}`);
    mkdirSync(aside, { recursive: true });
    return aside;
  } catch {
    return undefined;
  }
}

/** A new folder that is gone after this process. */
export function passingFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'camscope-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Gives a whole folder its name, unless another process was faster.
 * @param {string} aside
 * @param {string} folder
 * @returns {string} where it lies now.
 */
export function keep(aside, folder) {
  try {
    renameSync(aside, folder);
    return folder;
  } catch {
    if (!existsSync(folder)) return aside;
    rmSync(aside, { recursive: true, force: true });
    return folder;
  }
}

/**
 * Whether a folder is there; it is then used, and not forgotten for a while.
 * @param {string} folder
 */
export function touch(folder) {
  if (!existsSync(folder)) return false;
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // A cache that is read only forgets nothing.
  }
  return true;
}

/** @param {string} cache */
export function forget(cache) {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    const used = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - used > KEPT) rmSync(folder, { recursive: true, force: true });
  }
}
