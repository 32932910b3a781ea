import type { Dataset, OpenContext } from '@camscope/core';
import {
  assembleFindings,
  type CocoAnnotation,
  cocoBox,
  type CocoFile,
  type CocoImage,
  ImageFindings,
  invalidJson,
  type JsonObject,
  isObject,
  namedFile,
  noteOf,
  own,
  Problems,
  readCoco,
  Vocabulary,
} from '@camscope/datasets-common';
import type { CocoOptions } from './options.ts';
import { segmentationOf } from './segmentation.ts';

const ID = 'coco';

/**
 * The images in the order of the files.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, IMAGE_INVALID, INTERRUPTED.
 */
export async function open(options: CocoOptions, context: OpenContext): Promise<Dataset> {
  const { annotations } = options;
  const problems = new Problems(context);
  const read = new CocoReader(options, problems);
  const files = typeof annotations === 'string' ? [[undefined, annotations]] : Object.entries(annotations);
  for (const [split, path] of files as [string | undefined, string][]) {
    const file = namedFile(ID, 'annotations', path, context);
    read.add(await readCoco(file, problems), file.path, split);
  }
  return assembleFindings({
    dataset: ID,
    vocabulary: read.vocabulary,
    images: read.images.values(),
    unit: 'pixels',
    options,
    context,
    notes: [...read.notes(), ...problems.notes()],
  });
}

/** Gathers what COCO files say of images. */
class CocoReader {
  readonly vocabulary: Vocabulary;
  readonly images = new Map<string, ImageFindings>();
  readonly #options: CocoOptions;
  readonly #problems: Problems;
  readonly #crowds: string[] = [];
  readonly #empty: string[] = [];

  constructor(options: CocoOptions, problems: Problems) {
    this.vocabulary = new Vocabulary(options.nothing);
    this.#options = options;
    this.#problems = problems;
  }

  add({ categories, images }: CocoFile, path: string, split: string | undefined): void {
    for (const category of categories) this.vocabulary.add(category);
    for (const image of images) this.#problems.attempt(() => this.#addImage(image, path, split));
  }

  notes(): string[] {
    const what = this.#options.crowds === 'keep' ? 'kept like any other' : 'left out';
    return [
      ...noteOf(this.#crowds, `with iscrowd, ${what} (crowds: ${this.#options.crowds})`, 'annotation'),
      ...noteOf(this.#empty, 'whose mask is empty, so that nothing was seen', 'annotation'),
    ];
  }

  #addImage({ name, frame, fields, annotations }: CocoImage, path: string, split: string | undefined): void {
    const id = name.normalize('NFC');
    if (this.images.has(id))
      throw invalidJson(path, `images: ${id}`, 'an image that no other file has', name);
    const image = new ImageFindings(id);
    this.images.set(id, image);
    image.frame = frame;
    image.patient = textOf(fields, this.#options.patientKey);
    image.split = split ?? textOf(fields, this.#options.splitKey);
    for (const annotation of annotations)
      this.#problems.attempt(() => this.#addAnnotation(image, annotation, path));
  }

  #addAnnotation(image: ImageFindings, annotation: CocoAnnotation, path: string): void {
    const { category, fields, at } = annotation;
    const label = this.vocabulary.add(category);
    if (this.vocabulary.meansNothing(label)) {
      image.state(label, 1);
      image.stateNothing();
      return;
    }
    const crowd = own(fields, 'iscrowd');
    if (crowd === 1 || crowd === true) {
      this.#crowds.push(at);
      if (this.#options.crowds === 'leave-out') return;
    }
    const attributes = own(fields, 'attributes');
    const { readerKey: key } = this.#options;
    const reader = textOf(fields, key) ?? (isObject(attributes) ? textOf(attributes, key) : undefined);
    const segmentation = segmentationOf(annotation, image.frame!, path);
    if (segmentation === undefined) image.addBox(label, cocoBox(annotation, path), reader);
    else if ('outlines' in segmentation) image.addOutlines(label, segmentation.outlines, reader);
    else if (segmentation.mask.runs.some((run, i) => i % 2 === 1 && run > 0))
      image.addMask(label, segmentation.mask, reader);
    else this.#empty.push(at);
  }
}

/** A name or number under a key; undefined where there is none. */
function textOf(fields: JsonObject, key: string | undefined): string | undefined {
  const value = key === undefined ? undefined : own(fields, key);
  return typeof value === 'string' || typeof value === 'number'
    ? `${value}`.normalize('NFC') || undefined
    : undefined;
}
