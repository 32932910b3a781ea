import type { Box } from '@camscope/core';
import { boxOfSides } from '../assemble/drawn.ts';
import type { NamedFile } from '../files.ts';
import { asFrame, type Frame } from '../images/frame-of.ts';
import type { Problems } from '../notes.ts';
import { invalidJson, isObject, type JsonObject, own, readJson } from './json.ts';

/** What a COCO file says, in its order. */
export interface CocoFile {
  /** Names. */
  readonly categories: readonly string[];
  readonly images: readonly CocoImage[];
}

export interface CocoImage {
  readonly name: string;
  readonly frame: Frame;
  /** All that the file says of it. */
  readonly fields: JsonObject;
  readonly annotations: readonly CocoAnnotation[];
}

export interface CocoAnnotation {
  readonly category: string;
  readonly fields: JsonObject;
  /** Where in the file. */
  readonly at: string;
}

/**
 * Reads a COCO file: every annotation belongs to an image and a category, and no two images have one name.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readCoco(file: NamedFile, problems: Problems): Promise<CocoFile> {
  const { path } = file;
  const coco = await readJson(file);
  const categories = new Map<unknown, string>();
  const images = new Map<unknown, CocoImage & { readonly annotations: CocoAnnotation[] }>();
  const names = new Set<string>();
  each(coco, 'categories', path, (entry, at) => {
    const name = own(entry, 'name');
    if (typeof name !== 'string' || name === '') throw invalidJson(path, `${at}.name`, 'a name', name);
    categories.set(idOf(entry, at, categories, path), name);
  });
  each(coco, 'images', path, (entry, at) => {
    problems.attempt(() => {
      const id = idOf(entry, at, images, path);
      const image = imageOf(entry, at, path);
      if (names.has(image.name))
        throw invalidJson(path, `${at}.file_name`, 'a name that no other image has', image.name);
      names.add(image.name);
      images.set(id, image);
    });
  });
  each(coco, 'annotations', path, (entry, at) => {
    problems.attempt(() => {
      const image = images.get(own(entry, 'image_id'));
      if (!image) throw invalidJson(path, `${at}.image_id`, 'the id of an image', own(entry, 'image_id'));
      const category = categories.get(own(entry, 'category_id'));
      if (category === undefined)
        throw invalidJson(path, `${at}.category_id`, 'the id of a category', own(entry, 'category_id'));
      image.annotations.push({ category, fields: entry, at });
    });
  });
  return { categories: [...categories.values()], images: [...images.values()] };
}

/** Visits the objects of a list. */
function each(
  coco: unknown,
  key: string,
  path: string,
  visit: (entry: JsonObject, at: string) => void,
): void {
  const list = isObject(coco) ? own(coco, key) : undefined;
  if (!Array.isArray(list)) throw invalidJson(path, key, 'A list, as COCO files have it', list);
  for (const [i, entry] of (list as unknown[]).entries()) {
    if (!isObject(entry)) throw invalidJson(path, `${key}[${i}]`, 'an object', entry);
    visit(entry, `${key}[${i}]`);
  }
}

function idOf(entry: JsonObject, at: string, known: ReadonlyMap<unknown, unknown>, path: string): unknown {
  const id = own(entry, 'id');
  if ((typeof id !== 'number' && typeof id !== 'string') || known.has(id))
    throw invalidJson(path, `${at}.id`, 'an id that no other has', id);
  return id;
}

function imageOf(
  entry: JsonObject,
  at: string,
  path: string,
): CocoImage & { readonly annotations: CocoAnnotation[] } {
  const name = own(entry, 'file_name');
  const [width, height] = [own(entry, 'width'), own(entry, 'height')];
  if (typeof name !== 'string' || name === '') throw invalidJson(path, `${at}.file_name`, 'a name', name);
  const frame = asFrame(width, height);
  if (!frame) throw invalidJson(path, at, 'width and height in pixels', [width, height]);
  return { name, frame, fields: entry, annotations: [] };
}

/** The box [x, y, width, height] of an annotation. */
export function cocoBox({ fields, at }: CocoAnnotation, path: string): Box {
  const value = own(fields, 'bbox');
  const numbers = Array.isArray(value) ? (value as unknown[]) : [];
  if (numbers.length !== 4 || !numbers.every((number) => Number.isFinite(number)))
    throw invalidJson(path, `${at}.bbox`, '[x, y, width, height]', value);
  const [x, y, width, height] = numbers as [number, number, number, number];
  return boxOfSides(x, y, width, height);
}
