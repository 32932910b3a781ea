import { resolve } from 'node:path';
import { type Annotation, CamscopeError, type Dataset, type OpenContext, type Sample } from '@camscope/core';
import { frame, readBoxes } from './boxes.ts';
import { findings } from './findings.ts';
import { openImageFolder } from './image-folder.ts';
import { type Entry, readLabels } from './labels.ts';
import { readList } from './list.ts';
import type { ChestXray14Options } from './options.ts';

/**
 * The images in the order of the box list, then of the labels.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(
  options: ChestXray14Options,
  { baseDirectory, signal }: OpenContext,
): Promise<Dataset> {
  const pathOf = (path: string) => resolve(baseDirectory, path);
  const boxes = await readBoxes(pathOf(options.boxes), signal);
  const entries = options.labels === undefined ? undefined : await readLabels(pathOf(options.labels), signal);
  const list = options.list === undefined ? undefined : await readList(pathOf(options.list), signal);
  const folder = await openImageFolder(pathOf(options.images), signal);

  const named = new Set([...boxes.keys(), ...(options.only === 'all' && entries ? entries.keys() : [])]);
  const wanted = [...named].filter((id) => list?.has(id) ?? true);
  if (wanted.length === 0) throw nothingWanted(named.size, options);

  const files = wanted.map((id) => ({ id, ...folder.find(id) }));
  const missing = files.filter(({ path }) => path === undefined);
  if (missing.length > 0 && (options.missing === 'error' || missing.length === files.length)) {
    throw imagesMissing(missing, files.length, `${pathOf(options.images)} holds ${folder.size} image files`);
  }
  const samples = files.flatMap(({ id, path }) =>
    path === undefined ? [] : [sampleOf(id, path, boxes.get(id) ?? [], entries?.get(id))],
  );
  return {
    labels: findings,
    samples,
    notes: [
      ...note(missing, 'not in the folder and passed over'),
      ...note(
        files.filter(({ exact }) => exact === false),
        'read from files of another extension',
      ),
      ...note(
        samples.filter(({ id }) => entries && !entries.has(id)),
        'boxed but not in the labels, so that findings without a box are unknown',
      ),
      ...note(
        samples.filter(({ id, annotations }) =>
          annotations.some(({ label }) => entries?.get(id)?.labels[label] === 0),
        ),
        'boxed for a finding that the labels do not name, which counts as present',
      ),
    ],
  };
}

function sampleOf(id: string, image: string, annotations: readonly Annotation[], entry?: Entry): Sample {
  const boxed = Object.fromEntries(annotations.map(({ label }) => [label, 1 as const]));
  const labels = { ...entry?.labels, ...boxed, ...(annotations.length > 0 && { 'No Finding': 0 as const }) };
  return { id, image, frame, patient: /^(\d{8})_/.exec(id)?.[1] ?? entry?.patient, labels, annotations };
}

function note(images: readonly { readonly id: string }[], what: string): string[] {
  return images.length === 0 ? [] : [`${count(images)} ${what}: ${firstOf(images)}`];
}

function imagesMissing(
  missing: readonly { readonly id: string }[],
  wanted: number,
  found: string,
): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `${missing.length} of ${wanted} images are not in the folder`, {
    asked: firstOf(missing),
    found,
    fix: `Point 'images' at the folder of all images${missing.length < wanted ? `, or set missing: 'skip'` : ''}`,
  });
}

function nothingWanted(named: number, { list, boxes }: ChestXray14Options): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'No image is left', {
    found: list === undefined ? `${boxes} has no rows` : `None of the ${named} images is in ${list}`,
    fix: list === undefined ? 'Give the whole file' : `Give the other list, or none`,
  });
}

function count(images: readonly unknown[]): string {
  return images.length === 1 ? '1 image' : `${images.length} images`;
}

function firstOf(images: readonly { readonly id: string }[]): string {
  const names = images.slice(0, 3).map(({ id }) => id);
  return images.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
