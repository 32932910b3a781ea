import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CamscopeError, type Annotation, type Dataset, type OpenContext, type Sample } from '@camscope/core';
import { namedFile, type NamedFile } from '../files.ts';
import { type Frame, frameOf } from '../images/frame-of.ts';
import { type FoundImage, type ImageFiles, openImages } from '../images/image-files.ts';
import { countOf, firstOf, noteOf } from '../notes.ts';
import type { CommonOptions } from '../options.ts';
import { insideOf, type Inside } from './inside.ts';

/** What the files of a data set say of one image. */
export interface ImageRecord {
  /** Unique; the published name. */
  readonly id: string;
  /** The path or name of its file; `id` by default. Another extension will do. */
  readonly file?: string;
  /** Size of the image in whose pixels annotations count; told by the image where the files do not state it. */
  readonly frame?: Frame;
  readonly patient?: string;
  readonly split?: string;
  readonly labels?: Sample['labels'];
  /** What readers drew; a function where that depends on the size of the image. */
  readonly annotations: readonly Annotation[] | ((frame: Frame) => readonly Annotation[]);
}

export interface AssembleRequest {
  /** Id of the data set. */
  readonly dataset: string;
  /** The vocabulary. */
  readonly labels: readonly string[];
  readonly records: Iterable<ImageRecord>;
  readonly options: CommonOptions;
  readonly context: OpenContext;
  /** What the files left to be told. */
  readonly notes?: readonly string[];
}

/**
 * Makes samples of what files say: finds the images, learns their sizes, keeps boxes inside. In the records' order.
 * @throws CamscopeError DATA_INVALID, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function assemble(request: AssembleRequest): Promise<Dataset> {
  const { dataset, labels, options, context } = request;
  const folder = namedFile(dataset, 'images', options.images, context);
  const records = [...request.records];
  const wanted = records.filter(({ annotations }) => options.only === 'all' || annotations.length > 0);
  if (wanted.length === 0) throw nothingWanted(records.length, options);
  const found = await findFiles(wanted, folder, options, context);
  const made = await inTurns(found.kept, (one) => sampleOf(one, folder, context));
  const ids = (test: (one: Made) => boolean) => made.filter(test).map(({ sample }) => sample.id);
  return {
    labels,
    samples: made.map(({ sample }) => sample),
    ...(context.lookOnly && { missing: found.missing, unsized: ids(({ assumed }) => assumed) }),
    notes: [
      ...(request.notes ?? []),
      ...(context.lookOnly ? [] : noteOf(found.missing, 'not in the folder and passed over')),
      ...noteOf(found.otherNames, 'read from files of another extension'),
      ...noteOf(
        ids(({ assumed }) => assumed),
        'whose size nothing tells, taken to end where the furthest annotation does',
      ),
      ...noteOf(
        ids(({ cut }) => cut),
        'with a box that hangs over the border, where it is cut',
      ),
      ...noteOf(
        ids(({ outside }) => outside),
        'with a box outside of the image or without area: the finding cannot be measured',
      ),
      ...noteOf(
        ids(({ beside }) => beside),
        'with fixations beside the image, which are left out',
      ),
      ...otherSizeNotes(made),
    ],
  };
}

/** Where so many boxes leave their images, it is not for a slip of the pen. */
const MANY = 0.2;

function otherSizeNotes(made: readonly Made[]): string[] {
  const drawn = made.filter(({ sample }) => sample.annotations.length > 0).length;
  const leaving = made.filter(({ cut, outside }) => cut || outside).length;
  if (leaving <= MANY * drawn) return [];
  return [
    `Boxes of ${leaving} of ${countOf(drawn, 'image')} leave their image: do they count pixels of images of another size? ` +
      'Give those images, or say their size',
  ];
}

interface Found {
  readonly record: ImageRecord;
  /** Undefined where it is missing. */
  readonly path?: string;
}

interface Made extends Omit<Inside, 'annotations'> {
  readonly sample: Sample;
  readonly assumed: boolean;
}

async function findFiles(
  wanted: readonly ImageRecord[],
  folder: NamedFile,
  { missing: policy }: CommonOptions,
  context: OpenContext,
): Promise<{ kept: Found[]; missing: string[]; otherNames: string[] }> {
  const { lookOnly = false } = context;
  const files = await openImages(folder, context);
  const found = ofOneEach(wanted.map((record) => ({ record, ...files.find(record.file ?? record.id) })));
  const missing = found.filter(({ path }) => path === undefined).map(({ record }) => record.id);
  if (!lookOnly && missing.length > 0 && (policy === 'error' || missing.length === found.length))
    throw imagesMissing(missing, found.length, files);
  return {
    kept: found.filter(({ path }) => lookOnly || path !== undefined),
    missing,
    otherNames: found
      .filter(({ exact, record }) => exact === false && hasExtension(record))
      .map(({ record }) => record.id),
  };
}

/**
 * A file is of one image. Where several might be read from it, those of its path are: of `train/a` and `val/a`, the one that is missing
 * is not found in the other's folder.
 */
function ofOneEach(found: readonly (Found & Partial<FoundImage>)[]): (Found & Partial<FoundImage>)[] {
  const readers = new Map<string, number>();
  for (const { path } of found) if (path !== undefined) readers.set(path, (readers.get(path) ?? 0) + 1);
  return found.map(({ record, ...file }) =>
    file.path !== undefined && !file.whole && readers.get(file.path)! > 1 ? { record } : { record, ...file },
  );
}

async function sampleOf({ record, path }: Found, folder: NamedFile, context: OpenContext): Promise<Made> {
  const { id, file = id, patient, split, labels = {} } = record;
  const told = record.frame ?? (path === undefined ? undefined : await frameOf(path, { ...folder.reading }));
  const frame = told ?? furthest(record);
  context.signal?.throwIfAborted();
  const drawn = typeof record.annotations === 'function' ? record.annotations(frame) : record.annotations;
  const { annotations, ...inside } = insideOf(drawn, frame);
  const sample = {
    id,
    image: path ?? join(folder.path, file),
    frame,
    ...(patient !== undefined && patient !== '' && { patient }),
    ...(split !== undefined && split !== '' && { split }),
    labels,
    annotations,
  };
  return { sample, ...inside, assumed: told === undefined };
}

/** The least frame that holds what was drawn in pixels; of shares of an image, any. */
function furthest({ annotations }: ImageRecord): Frame {
  if (typeof annotations === 'function') return { width: 1000, height: 1000 };
  const boxes = annotations.flatMap(({ boxes, fixations = [] }) => [
    ...boxes,
    ...fixations.map(({ x, y }) => ({ x1: x + 1, y1: y + 1 })),
  ]);
  const end = (ends: number[]) => Math.max(1, Math.ceil(ends.reduce((most, at) => Math.max(most, at), 0)));
  return { width: end(boxes.map(({ x1 }) => x1)), height: end(boxes.map(({ y1 }) => y1)) };
}

/** Headers are read side by side; results come in order. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const most = 4 * availableParallelism();
  for (let start = 0; start < items.length; start += most)
    results.push(...(await Promise.all(items.slice(start, start + most).map(work))));
  return results;
}

function hasExtension({ id, file = id }: ImageRecord): boolean {
  return /\.[a-z]{3,5}$/i.test(file);
}

function imagesMissing(missing: readonly string[], wanted: number, files: ImageFiles): CamscopeError {
  return new CamscopeError(
    'FILE_UNREADABLE',
    `${missing.length} of ${countOf(wanted, 'image')} are not in the folder`,
    {
      asked: firstOf(missing),
      found: `${files.folder} holds ${countOf(files.size, 'file')}`,
      fix: `Point 'images' at the folder of all images${missing.length < wanted ? ", or set missing: 'skip'" : ''}`,
    },
  );
}

function nothingWanted(named: number, { only }: CommonOptions): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'No image is left', {
    found: `${countOf(named, 'image')} in the files${named > 0 ? ', none with an annotation' : ''}`,
    fix:
      named > 0 && only === 'annotated' ? "Give the whole files, or set only: 'all'" : 'Give the whole files',
  });
}
