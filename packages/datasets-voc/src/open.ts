import { join, parse } from 'node:path';
import { CamscopeError, type Dataset, type OpenContext } from '@camscope/core';
import {
  assembleFindings,
  ImageFindings,
  namedFile,
  noteOf,
  openImageFiles,
  Problems,
  Vocabulary,
} from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';
import { readImage, readObject } from './annotation.ts';
import type { VocOptions } from './options.ts';
import { type Element, parseXml } from './xml.ts';

const ID = 'voc';

/**
 * The images in the order of the XML files.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: VocOptions, context: OpenContext): Promise<Dataset> {
  const folder = namedFile(ID, 'annotations', options.annotations, context);
  const files = (await openImageFiles(folder)).paths.filter((path) => /\.xml$/i.test(path));
  if (files.length === 0) {
    throw new CamscopeError('DATA_INVALID', `${folder.path} holds no XML files`, {
      asked: folder.reading.asked,
      fix: "Point 'annotations' at the folder of XML files, one for each image",
    });
  }
  const vocabulary = new Vocabulary(options.nothing);
  const problems = new Problems(context);
  const images = new Map<string, ImageFindings>();
  const difficult: string[] = [];
  for (const path of files) {
    const file = join(folder.path, path);
    const text = await readText(file, folder.reading);
    problems.attempt(() => addImage(parseXml(text, file), file));
  }
  const left = options.difficult === 'keep' ? 'kept like any other' : 'left out';
  return assembleFindings({
    dataset: ID,
    vocabulary,
    images: images.values(),
    unit: 'pixels',
    options,
    context,
    notes: [
      ...noteOf(difficult, `marked as difficult, ${left} (difficult: ${options.difficult})`, 'object'),
      ...problems.notes(),
    ],
  });

  function addImage(root: Element, file: string): void {
    const { name = parse(file).name, frame, objects } = readImage(root, file);
    const id = name.normalize('NFC');
    if (images.has(id)) {
      throw new CamscopeError('DATA_INVALID', `Two files are of the image '${id}'`, {
        at: file,
        fix: 'Keep one of them',
      });
    }
    const image = new ImageFindings(id);
    image.frame = frame;
    images.set(id, image);
    for (const object of objects) problems.attempt(() => addObject(object, image, file));
  }

  function addObject(element: Element, image: ImageFindings, file: string): void {
    const { name, box, isDifficult } = readObject(element, file, options.corners);
    const label = vocabulary.add(name);
    if (isDifficult) difficult.push(`${file}:${element.line}`);
    if (isDifficult && options.difficult === 'leave-out') return;
    if (vocabulary.meansNothing(label)) {
      image.state(label, 1);
      image.stateNothing();
    } else image.addBox(label, box);
  }
}
