import { join } from 'node:path';
import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import {
  assembleFindings,
  type NamedFile,
  namedFile,
  openImageFiles,
  openImages,
  Problems,
  withoutExtension,
} from '@camscope/datasets-common';
import { readBytes } from '@camscope/files-node';
import { sharpCodec } from '@camscope/images';
import type { MasksOptions } from './options.ts';
import { findPattern, type MaskName, MaskPattern } from './pattern.ts';
import { MaskReader } from './mask-reader.ts';

const ID = 'masks';

/**
 * The images in the order of their masks; with `only: 'all'`, then those without one.
 * @throws CamscopeError DATA_INVALID naming the file, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: MasksOptions, context: OpenContext): Promise<Dataset> {
  const folder = namedFile(ID, 'masks', options.masks, context);
  const images = await openImages(namedFile(ID, 'images', options.images, context), context);
  const paths = (await openImageFiles(folder)).images;
  if (paths.length === 0) {
    throw new CamscopeError('DATA_INVALID', `${folder.path} holds no masks`, {
      asked: 'PNG, TIFF or other images',
      fix: "Point 'masks' at the folder of all masks",
    });
  }
  const isImage = (name: string) => images.find(name) !== undefined;
  const labelled = options.label === undefined && options.values === undefined;
  const pattern =
    options.pattern === undefined
      ? findPattern(paths, labelled, isImage)
      : new MaskPattern(options.pattern, labelled);
  const reader = new MaskReader(images, options);
  const problems = new Problems(context);
  for (const path of paths) {
    const file = join(folder.path, path);
    const name = problems.attempt(() => nameOf(path, pattern, folder, isImage));
    if (name === undefined) continue;
    const raster = await sharpCodec.decode(await readBytes(file, folder.reading), file);
    const frame = await reader.frameOf(name, raster, folder);
    problems.attempt(() => reader.add(name, raster, frame, file));
  }
  if (options.only === 'all') for (const path of images.images) reader.findingsOf(withoutExtension(path));
  const tried = options.pattern === undefined ? [`${folder.path}: masks read as ${pattern.text}`] : [];
  return assembleFindings({
    dataset: ID,
    vocabulary: reader.vocabulary,
    images: reader.findings.values(),
    unit: 'pixels',
    options,
    context,
    notes: [...tried, ...reader.notes(), ...problems.notes()],
  });
}

function nameOf(
  path: string,
  pattern: MaskPattern,
  { path: folder }: NamedFile,
  isImage: (name: string) => boolean,
): MaskName {
  const name = pattern.read(path, isImage);
  if (name) return name;
  throw new CamscopeError('DATA_INVALID', 'The name of a mask does not follow the pattern', {
    at: join(folder, path),
    asked: pattern.text,
    found: path,
    fix: "Correct 'pattern', or keep other files elsewhere",
  });
}
