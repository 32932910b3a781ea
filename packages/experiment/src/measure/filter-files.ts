import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CamscopeError, type FilterContext, type ImageCodec, type Raster } from '@camscope/core';
import { resizeRaster } from '@camscope/pixels';
import type { Chosen } from '../config/study.ts';
import type { FindingTask } from './task.ts';

/** What is needed of a study to filter its maps. */
export interface Filtering {
  readonly filters: readonly Pick<Chosen<'filter'>, 'contribution' | 'options'>[];
  readonly codec: ImageCodec;
  readonly file: { readonly directory: string };
}

/** What each filter of a study may look at, in their order. */
export type FilterFiles = readonly FilterContext[];

/**
 * Reads what the study's filters ask for on one image, at the size of its frame.
 * @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID.
 */
export async function filterFiles(study: Filtering, image: FindingTask['image']): Promise<FilterFiles> {
  const { codec, file: studyFile } = study;
  const read = async (path: string) => fitted(await decode(path, codec), image.frame);
  let radiograph: Promise<Raster> | undefined;
  return Promise.all(
    study.filters.map(async ({ contribution, options }): Promise<FilterContext> => {
      const named = contribution.file?.(options);
      const path = named === undefined ? undefined : resolve(studyFile.directory, filled(named, image.id));
      if (contribution.needs === 'image') radiograph ??= read(image.file);
      return {
        image: contribution.needs === 'image' ? await radiograph : undefined,
        file: path === undefined ? undefined : await read(path),
      };
    }),
  );
}

/** A pattern with `{image}` and `{stem}` filled in; what else is in braces stays. */
export function filled(pattern: string, id: string, more: Readonly<Record<string, string>> = {}): string {
  const values: Record<string, string> = {
    image: id,
    stem: id.replace(/(?<=[^/\\])\.[^./\\]*$/, ''),
    ...more,
  };
  return pattern.replace(/\{(\w+)\}/g, (text, key: string) => values[key] ?? text);
}

async function decode(path: string, codec: ImageCodec): Promise<Raster> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new CamscopeError('FILE_UNREADABLE', `Cannot read ${path}`, { found: cause.message, cause });
  });
  return codec.decode(bytes, path);
}

function fitted(raster: Raster, { width, height }: { width: number; height: number }): Raster {
  if (raster.width === width && raster.height === height) return raster;
  return resizeRaster(raster, width, height);
}
