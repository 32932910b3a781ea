import { resolve } from 'node:path';
import {
  type Annotation,
  CamscopeError,
  type Dataset,
  isCamscopeError,
  type OpenContext,
  type Sample,
} from '@camscope/core';
import { ofOption } from '@camscope/datasets-common';
import { readBytes, readText } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import type { ChexlocalizeOptions } from './options.ts';
import { openImageTree, type ImageTree } from './read/image-tree.ts';
import { parseLabels } from './read/labels.ts';
import { addFrame, type Reading, readReader } from './read/readers.ts';
import type { Frame } from './segmentations.ts';
import { chexpertLabels } from './tasks.ts';

/**
 * The images split by split, in the order of the ground truth, then of the other readers, then of the labels.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function open(options: ChexlocalizeOptions, context: OpenContext): Promise<Dataset> {
  const { splits, ...alone } = options;
  if (!splits) return openSplit(alone, context);
  const parts: Dataset[] = [];
  for (const [split, files] of Object.entries(splits)) {
    const { samples, notes, ...data } = await openSplit({ ...alone, ...files }, context);
    parts.push({
      ...data,
      samples: samples.map((sample) => ({ ...sample, split })),
      notes: notes.map((told) => `${split}: ${told}`),
    });
  }
  return {
    labels: chexpertLabels,
    samples: parts.flatMap(({ samples }) => samples),
    ...(context.lookOnly && {
      missing: parts.flatMap(({ missing = [] }) => missing),
      unsized: parts.flatMap(({ unsized = [] }) => unsized),
    }),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

async function openSplit(
  options: Omit<ChexlocalizeOptions, 'splits'>,
  { baseDirectory, signal, lookOnly = false }: OpenContext,
): Promise<Dataset> {
  const readings: Reading[] = [];
  for (const one of [{ ...options, as: options.reader }, ...options.readers])
    readings.push(await readReader(one.as, one, options.fill, baseDirectory, signal));
  const labels = await readLabels(options, baseDirectory, signal);
  const frames = new Map<string, Frame>();
  for (const reading of readings) for (const [id, frame] of reading.frames) addFrame(frames, id, frame);

  const ids = new Set([...frames.keys(), ...(options.only === 'all' ? labels.keys() : [])]);
  const drawn = [...ids]
    .map((id) => ({ id, annotations: readings.flatMap((reading) => reading.annotationsOf(id)) }))
    .filter(({ annotations }) => options.only === 'all' || annotations.length > 0);
  if (drawn.length === 0) {
    throw new CamscopeError('DATA_INVALID', 'No image is left', {
      found: `${ids.size} images in the files, none with a finding`,
      fix: "Give the whole files, or set only: 'all'",
    });
  }

  const folder = resolve(baseDirectory, options.images);
  const tree = await openImageTree(folder, signal).catch((error: unknown) => {
    if (lookOnly && isCamscopeError(error) && error.code === 'FILE_UNREADABLE') return NO_IMAGES;
    throw error;
  });
  const samples: Sample[] = [];
  const missing: string[] = [];
  const unsized: string[] = [];
  for (const { id, annotations } of drawn) {
    const image = await tree.find(id);
    if (image === undefined) missing.push(id);
    if (image === undefined && !lookOnly) continue;
    const frame = frames.get(id) ?? (image === undefined ? undefined : await frameOf(image, signal));
    if (frame === undefined) unsized.push(id);
    const known = { id, image: image ?? resolve(folder, id), frame: frame ?? UNKNOWN, annotations };
    samples.push(sampleOf(known, labels.get(id), options.reader));
  }
  if (!lookOnly && missing.length > 0 && (options.missing === 'error' || samples.length === 0))
    throw imagesMissing(missing, drawn.length, folder);
  return {
    labels: chexpertLabels,
    samples,
    ...(lookOnly && { missing, unsized }),
    notes: [
      ...readings.flatMap(({ notes }) => notes),
      ...(lookOnly ? [] : note(missing, 'not in the folder and passed over')),
      ...labelNotes(samples, labels, options),
    ],
  };
}

const NO_IMAGES: ImageTree = { find: () => Promise.resolve(undefined) };

/** Of an image that is not there and that no reader's file holds: nothing was drawn on it. */
const UNKNOWN: Frame = { width: 1, height: 1 };

async function readLabels(
  options: Omit<ChexlocalizeOptions, 'splits'>,
  baseDirectory: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Sample['labels']>> {
  if (options.labels === undefined) return new Map();
  const path = resolve(baseDirectory, options.labels);
  return parseLabels(await readText(path, ofOption('chexlocalize', 'labels', signal)), path, options);
}

/** Of an image that no reader's file holds. */
async function frameOf(image: string, signal?: AbortSignal): Promise<Frame> {
  const { width, height } = await sharpCodec.decode(
    await readBytes(image, ofOption('chexlocalize', 'images', signal)),
    image,
  );
  return { width, height };
}

function sampleOf(
  sample: Omit<Sample, 'patient' | 'labels'>,
  known: Sample['labels'] | undefined,
  truth: string,
): Sample {
  const seen = sample.annotations.filter(({ reader }) => reader === truth);
  return {
    ...sample,
    patient: /^patient\d+/.exec(sample.id)?.[0],
    labels: {
      ...known,
      ...Object.fromEntries(seen.map(({ label }) => [label, 1 as const])),
      ...(seen.length > 0 && { 'No Finding': known?.['No Finding'] ?? 0 }),
    },
  };
}

function labelNotes(
  samples: readonly Sample[],
  labels: ReadonlyMap<string, Sample['labels']>,
  { labels: given, reader: truth }: Pick<ChexlocalizeOptions, 'labels' | 'reader'>,
): string[] {
  if (given === undefined) return [];
  const ids = (test: (sample: Sample) => boolean) => samples.filter(test).map(({ id }) => id);
  const unnamed = ({ annotations, id }: Sample) =>
    annotations.some(({ reader, label }: Annotation) => reader === truth && labels.get(id)?.[label] === 0);
  return [
    ...note(
      ids(({ id }) => !labels.has(id)),
      'not in the labels, so that findings without an annotation are unknown',
    ),
    ...note(ids(unnamed), 'annotated for a finding that the labels deny, which counts as present'),
  ];
}

function note(ids: readonly string[], what: string): string[] {
  if (ids.length === 0) return [];
  return [`${ids.length === 1 ? '1 image' : `${ids.length} images`} ${what}: ${firstOf(ids)}`];
}

function imagesMissing(missing: readonly string[], wanted: number, folder: string): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `${missing.length} of ${wanted} images are not in the folder`, {
    asked: firstOf(missing),
    found: `${folder} and three folders deep below it, by patientN/studyM/viewK_frontal.jpg or by id`,
    fix: `Point 'images' at the folder of all images${missing.length < wanted ? `, or set missing: 'skip'` : ''}`,
  });
}

function firstOf(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')}, …` : ids.join(', ');
}
