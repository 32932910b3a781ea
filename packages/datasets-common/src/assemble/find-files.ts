import { CamscopeError, type OpenContext } from '@camscope/core';
import type { NamedFile } from '../files.ts';
import { type FoundImage, type ImageFiles, openImages } from '../images/image-files.ts';
import { countOf, firstOf } from '../notes.ts';
import type { CommonOptions } from '../options.ts';
import type { ImageRecord } from './record.ts';

/** A record, and where its image is. */
export interface Found {
  readonly record: ImageRecord;
  /** Undefined where it is missing. */
  readonly path?: string;
}

/** What was found of the images that are wanted. */
export interface FoundFiles {
  /** In the records' order; without those that are missing, unless the data are looked at alone. */
  readonly kept: readonly Found[];
  /** Ids. */
  readonly missing: readonly string[];
  /** Ids of those whose file has another extension than is published. */
  readonly otherNames: readonly string[];
}

/**
 * Finds the image files of records.
 * @throws CamscopeError FILE_UNREADABLE where some are missing and may not be, DATA_INVALID, INTERRUPTED.
 */
export async function findFiles(
  wanted: readonly ImageRecord[],
  folder: NamedFile,
  { missing: policy }: CommonOptions,
  context: OpenContext,
): Promise<FoundFiles> {
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
