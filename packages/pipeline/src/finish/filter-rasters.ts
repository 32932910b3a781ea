import { type FilterContext, type Files, type ImageCodec, type Raster } from '@camscope/core';
import { resizeRaster, type Size } from '@camscope/pixels';
import type { Chosen } from '../chosen.ts';
import { filled } from './filled.ts';

/** Where the files are that filters ask for. */
export interface FilterFiles {
  readonly files: Files;
  readonly codec: ImageCodec;
  /** Where the paths in a study start. */
  readonly directory: string;
}

/** What each filter of a study may look at, in their order. */
export type FilterRasters = readonly FilterContext[];

/**
 * Reads what filters ask for on one image, a file or what one holds, at the size of its frame.
 * @throws CamscopeError FILE_UNREADABLE, IMAGE_INVALID.
 */
export async function filterRasters(
  filters: readonly Chosen<'filter'>[],
  image: { readonly id: string; readonly file: string | Raster; readonly frame: Size },
  { files, codec, directory }: FilterFiles,
): Promise<FilterRasters> {
  const read = async (path: string) => fitted(await codec.decode(await files.read(path), path), image.frame);
  const pixels = async () =>
    typeof image.file === 'string' ? read(image.file) : fitted(image.file, image.frame);
  let radiograph: Promise<Raster> | undefined;
  return Promise.all(
    filters.map(async ({ contribution, options }): Promise<FilterContext> => {
      const named = contribution.file?.(options);
      if (contribution.needs === 'image') radiograph ??= pixels();
      return {
        image: contribution.needs === 'image' ? await radiograph : undefined,
        file: named === undefined ? undefined : await read(files.resolve(directory, filled(named, image.id))),
      };
    }),
  );
}

function fitted(raster: Raster, { width, height }: Size): Raster {
  if (raster.width === width && raster.height === height) return raster;
  return resizeRaster(raster, width, height);
}
