import { join } from 'node:path';
import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import {
  assemble,
  type ImageRecord,
  masked,
  namedFile,
  type NamedFile,
  PassedOver,
  unionOfRuns,
} from '@camscope/datasets-common';
import { readFolder } from '@camscope/files-node';
import { readLungMask, requireSameSize } from './lung-mask.ts';
import type { MontgomeryOptions } from './options.ts';

const labels = { left: 'Left lung', right: 'Right lung', both: 'Lungs', disease: 'Tuberculosis' } as const;

/**
 * The images that have masks, in the order of their names.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: MontgomeryOptions, context: OpenContext): Promise<Dataset> {
  const passed = new PassedOver();
  const [left, right] = [
    namedFile('montgomery', 'left', options.left, context),
    namedFile('montgomery', 'right', options.right, context),
  ];
  const records: ImageRecord[] = [];
  for (const id of await masksIn([left, right], passed)) {
    context.signal?.throwIfAborted();
    records.push(await recordOf(id, left, right));
  }
  return assemble({
    dataset: 'montgomery',
    labels: Object.values(labels),
    records,
    options: { ...options, only: 'annotated' },
    context,
    notes: passed.notes('masks', 'not named like MCUCXR_0001_0.png'),
  });
}

/** Names of masks in either folder. */
async function masksIn(folders: readonly NamedFile[], passed: PassedOver): Promise<string[]> {
  const names = new Set<string>();
  for (const { path, reading } of folders)
    for (const { name } of await readFolder(path, reading)) {
      if (/^MCUCXR_\d+_[01]\.png$/i.test(name)) names.add(name);
      else if (!name.startsWith('.')) passed.add(name);
    }
  if (names.size > 0) return [...names].sort();
  throw new CamscopeError('DATA_INVALID', 'No masks of lungs are there', {
    asked: 'Files such as MCUCXR_0001_0.png',
    found: `None in ${folders.map(({ path }) => path).join(' and ')}`,
    fix: "Point 'left' and 'right' at ManualMask/leftMask and ManualMask/rightMask",
  });
}

async function recordOf(id: string, left: NamedFile, right: NamedFile): Promise<ImageRecord> {
  const maskIn = (folder: NamedFile) => readLungMask({ ...folder, path: join(folder.path, id) });
  const [leftMask, rightMask] = await Promise.all([maskIn(left), maskIn(right)]);
  requireSameSize(id, leftMask, rightMask);
  const drawn = [
    masked(labels.left, leftMask),
    masked(labels.right, rightMask),
    masked(labels.both, unionOfRuns([leftMask, rightMask])),
  ].filter((annotation) => annotation !== undefined);
  return {
    id,
    frame: { width: leftMask.width, height: leftMask.height },
    labels: {
      ...Object.fromEntries(drawn.map(({ label }) => [label, 1])),
      [labels.disease]: /_1\.png$/i.test(id) ? 1 : 0,
    },
    annotations: drawn,
  };
}
