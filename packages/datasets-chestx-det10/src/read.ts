import { type Box } from '@camscope/core';
import {
  Boxed,
  invalidJson,
  isObject,
  type NamedFile,
  own,
  type Problems,
  readJson,
  PublishedLabels,
} from '@camscope/datasets-common';

/** In the order of the paper. */
export const vocabulary = new PublishedLabels('ChestX-Det10', [
  'Atelectasis',
  'Calcification',
  'Consolidation',
  'Effusion',
  'Emphysema',
  'Fibrosis',
  'Fracture',
  'Mass',
  'Nodule',
  'Pneumothorax',
]);

/**
 * Boxes by image: a list of `{file_name, syms, boxes}`, with a box for each of the symptoms.
 * @throws CamscopeError DATA_INVALID naming file and place, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readImages(file: NamedFile, problems: Problems): Promise<ReadonlyMap<string, Boxed>> {
  const { path } = file;
  const list = await readJson(file);
  if (!Array.isArray(list) || list.length === 0) throw invalidJson(path, '', 'A list of images', list);
  const images = new Map<string, Boxed>();
  for (const [i, entry] of (list as unknown[]).entries())
    problems.attempt(() => {
      const at = `[${i}]`;
      const [name, boxed] = readImage(entry, path, at);
      if (images.has(name))
        throw invalidJson(path, `${at}.file_name`, 'an image that no other entry names', name);
      images.set(name, boxed);
    });
  return images;
}

function readImage(entry: unknown, path: string, at: string): [name: string, boxed: Boxed] {
  if (!isObject(entry)) throw invalidJson(path, at, '{file_name, syms, boxes}', entry);
  const [name, syms, boxes] = ['file_name', 'syms', 'boxes'].map((key) => own(entry, key));
  if (typeof name !== 'string' || name === '') throw invalidJson(path, `${at}.file_name`, 'a name', name);
  if (!Array.isArray(syms) || !Array.isArray(boxes) || syms.length !== boxes.length)
    throw invalidJson(
      path,
      at,
      'a box for each of syms',
      `${lengthOf(syms)} syms and ${lengthOf(boxes)} boxes`,
    );
  const boxed = new Boxed();
  for (const [i, sym] of (syms as unknown[]).entries()) {
    if (typeof sym !== 'string') throw invalidJson(path, `${at}.syms[${i}]`, 'a name', sym);
    boxed.add(vocabulary.of(sym, `${path}: ${at}.syms[${i}]`), boxOf(boxes[i], path, `${at}.boxes[${i}]`));
  }
  return [name, boxed];
}

function lengthOf(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : 'no';
}

function boxOf(value: unknown, path: string, at: string): Box {
  const corners = Array.isArray(value) ? (value as unknown[]) : [];
  if (corners.length !== 4 || !corners.every((corner) => Number.isFinite(corner)))
    throw invalidJson(path, at, '[x1, y1, x2, y2]', value);
  const [x0, y0, x1, y1] = corners as number[];
  return { x0, y0, x1, y1 };
}
