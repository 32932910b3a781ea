import { join, sep } from 'node:path';
import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import {
  assembleFindings,
  ImageFindings,
  type NamedFile,
  namedFile,
  openImageFiles,
  openImages,
  Problems,
  Vocabulary,
  withoutExtension,
} from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';
import { readEntry } from './label-file.ts';
import { type Description, readNames } from './names.ts';
import type { YoloOptions } from './options.ts';

const ID = 'yolo';

/**
 * The images in the order of their text files; with `only: 'all'`, then those without one.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: YoloOptions, context: OpenContext): Promise<Dataset> {
  const names = namedFile(ID, 'names', options.names, context);
  const description = await readNames(names);
  const vocabulary = new Vocabulary(options.nothing);
  for (const name of description.names.values()) vocabulary.add(name);
  const folder = namedFile(ID, 'annotations', options.annotations, context);
  const files = await openImages(namedFile(ID, 'images', options.images, context), context);
  const problems = new Problems(context);
  const images: ImageFindings[] = [];
  const claimed = new Set<string>();

  for (const path of await textFilesIn(folder, names)) {
    const file = join(folder.path, path);
    // As Ultralytics' own loader does, where both lie side by side in a folder of a split.
    const image = imageOf(withoutExtension(path).replace(/(^|\/)labels\/([^/]+)$/, '$1images/$2'));
    const lines = (await readText(file, folder.reading)).replace(/^\uFEFF/, '').split(/\r?\n/);
    for (const [i, line] of lines.entries())
      if (line.trim() !== '') problems.attempt(() => add(line, `${file}:${i + 1}`, image));
  }
  if (options.only === 'all')
    for (const path of files.images)
      if (!claimed.has(join(files.folder, path))) imageOf(withoutExtension(path));
  return assembleFindings({
    dataset: ID,
    vocabulary,
    images,
    unit: 'shares',
    options,
    context,
    notes: [...description.notes, ...problems.notes()],
  });

  function imageOf(id: string): ImageFindings {
    const path = files.find(id)?.path;
    const image = new ImageFindings(id);
    images.push(image);
    if (path !== undefined) {
      claimed.add(path);
      image.split = splitOf(path, description);
    }
    return image;
  }

  function add(line: string, at: string, image: ImageFindings): void {
    const entry = readEntry(line, at);
    const name = description.names.get(entry.index);
    if (name === undefined) throw unknownClass(entry.index, at, description, names.path);
    const label = vocabulary.add(name);
    if (vocabulary.meansNothing(label)) {
      image.state(label, 1);
      image.stateNothing();
    } else if ('box' in entry) image.addBox(label, entry.box);
    else image.addOutlines(label, [entry.outline]);
  }
}

/** Text files but for names of classes, which some programs write beside them. */
async function textFilesIn(folder: NamedFile, names: NamedFile): Promise<string[]> {
  const { paths } = await openImageFiles(folder);
  const texts = paths.filter(
    (path) =>
      /\.txt$/i.test(path) && !/(^|\/)classes\.txt$/i.test(path) && join(folder.path, path) !== names.path,
  );
  if (texts.length > 0) return texts;
  throw new CamscopeError('DATA_INVALID', `${folder.path} holds no text files`, {
    asked: folder.reading.asked,
    fix: "Point 'annotations' at the folder of label files, one for each image",
  });
}

function splitOf(path: string, { folders }: Description): string | undefined {
  const within = (folder: string) => path.startsWith(`${folder}${sep}`);
  return [...folders].find(([, paths]) => paths.some(within))?.[0];
}

function unknownClass(index: number, at: string, { names }: Description, path: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', `No class has the number ${index}`, {
    at,
    found: `${path} names ${[...names]
      .map(([i, name]) => `${i} ${name}`)
      .slice(0, 8)
      .join(', ')}`,
    fix: "Give the 'names' that these files were made with",
  });
}
