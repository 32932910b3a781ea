import { readdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CamscopeError, messageOf } from '@camscope/core';
import { makeFolder, readText } from '@camscope/files-node';
import { runsOfMask } from '@camscope/pixels';
import { generatePhantom, type Phantom } from '../phantom.ts';
import { rasterOf } from '../raster.ts';
import { contentKey, type Entry, type ImageOptions } from './contents.ts';
import { encodeDicom } from './dicom.ts';
import { encodePng } from './png.ts';
import { type PlannedPhantom, planPhantoms } from './plan.ts';

/** Written last, so that a folder that has it is complete. */
const INDEX = 'phantoms.json';
const COMMENT = 'A synthetic phantom, not a patient';

/**
 * Writes the phantoms of these options into a folder of their own below `parent`, unless they are there already.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function writePhantoms(
  options: ImageOptions,
  parent: string,
  signal?: AbortSignal,
): Promise<{ readonly folder: string; readonly entries: readonly Entry[] }> {
  const folder = join(parent, contentKey(options));
  const found = await readIndex(folder);
  if (found) return { folder, entries: found };
  const entries: Entry[] = [];
  await attempt(folder, () => makeFolder(folder));
  for (const planned of planPhantoms(options)) {
    if (signal?.aborted) throw new CamscopeError('INTERRUPTED', 'Stopped while phantoms were written');
    const phantom = generatePhantom(planned.spec, options);
    const file = `${planned.id}.${options.format === 'dicom' ? 'dcm' : 'png'}`;
    await attempt(folder, () =>
      replace(join(folder, file), encode(phantom, planned, options.format, basename(folder))),
    );
    entries.push(entryOf(phantom, planned, file));
  }
  await attempt(folder, () => replace(join(folder, INDEX), `${JSON.stringify(entries)}\n`));
  return { folder, entries };
}

function encode(
  phantom: Phantom,
  { id, patient }: PlannedPhantom,
  format: ImageOptions['format'],
  set: string,
): Uint8Array {
  if (format === 'dicom') return encodeDicom(rasterOf(phantom, 16), { set, id, patient, comment: COMMENT });
  return encodePng(rasterOf(phantom, format === 'png16' ? 16 : 8), COMMENT);
}

function entryOf({ findings, marker, spec }: Phantom, { patient }: PlannedPhantom, file: string): Entry {
  return {
    file,
    patient,
    seed: spec.viewSeed,
    findings: findings.map(({ label, mask }) => ({ label, mask: runsOfMask(mask) })),
    ...(marker && { marker }),
  };
}

/** The entries of a folder that is complete. */
async function readIndex(folder: string): Promise<Entry[] | undefined> {
  try {
    const entries = JSON.parse(await readText(join(folder, INDEX))) as Entry[];
    const present = new Set(await readdir(folder));
    return entries.every(({ file }) => present.has(file)) ? entries : undefined;
  } catch {
    // Not there or not whole: it is written anew.
    return undefined;
  }
}

/** So that nobody finds half a file. */
async function replace(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

async function attempt(folder: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot write phantoms to ${folder}`, {
      asked: "The option 'folder' of dataset 'phantom'",
      found: messageOf(cause),
      fix: "Name a folder that may be written; relative paths start at the folder of the study's file",
      cause,
    });
  }
}
