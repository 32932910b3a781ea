import type { Box } from '@camscope/core';
import type { NamedFile } from '../files.ts';
import type { Frame } from '../images/frame-of.ts';
import type { Problems } from '../notes.ts';
import { invalidJson, isObject, type JsonObject, own, readJson } from './json.ts';

/** One image of a COCO file. */
export interface CocoImage {
  readonly name: string;
  readonly frame: Frame;
  /** All that the file says of it. */
  readonly fields: JsonObject;
  readonly boxes: readonly CocoBox[];
}

export interface CocoBox {
  readonly category: string;
  readonly box: Box;
  /** Where in the file. */
  readonly at: string;
}

/**
 * The images of a COCO file in its order, with their boxes.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readCocoBoxes(file: NamedFile, problems: Problems): Promise<CocoImage[]> {
  const { path } = file;
  const coco = await readJson(file);
  const categories = new Map<unknown, string>();
  const images = new Map<unknown, CocoImage & { readonly boxes: CocoBox[] }>();
  each(coco, 'categories', path, (entry, at) => {
    const name = own(entry, 'name');
    if (typeof name !== 'string') throw invalidJson(path, `${at}.name`, 'a name', name);
    categories.set(idOf(entry, at, categories, path), name);
  });
  each(coco, 'images', path, (entry, at) => {
    problems.attempt(() => images.set(idOf(entry, at, images, path), imageOf(entry, at, path)));
  });
  each(coco, 'annotations', path, (entry, at) => {
    problems.attempt(() => {
      const image = images.get(own(entry, 'image_id'));
      if (!image) throw invalidJson(path, `${at}.image_id`, 'the id of an image', own(entry, 'image_id'));
      const category = categories.get(own(entry, 'category_id'));
      if (category === undefined)
        throw invalidJson(path, `${at}.category_id`, 'the id of a category', own(entry, 'category_id'));
      image.boxes.push({ category, box: boxOf(own(entry, 'bbox'), at, path), at });
    });
  });
  return [...images.values()];
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

function imageOf(entry: JsonObject, at: string, path: string): CocoImage & { readonly boxes: CocoBox[] } {
  const name = own(entry, 'file_name');
  const [width, height] = [own(entry, 'width'), own(entry, 'height')];
  if (typeof name !== 'string' || name === '') throw invalidJson(path, `${at}.file_name`, 'a name', name);
  if (!isSide(width) || !isSide(height))
    throw invalidJson(path, at, 'width and height in pixels', [width, height]);
  return { name, frame: { width, height }, fields: entry, boxes: [] };
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function boxOf(value: unknown, at: string, path: string): Box {
  const numbers = Array.isArray(value) ? (value as unknown[]) : [];
  if (numbers.length !== 4 || !numbers.every((number) => Number.isFinite(number)))
    throw invalidJson(path, `${at}.bbox`, '[x, y, width, height]', value);
  const [x, y, width, height] = numbers as number[];
  return { x0: x, y0: y, x1: x + width, y1: y + height };
}
