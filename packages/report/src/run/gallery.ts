import type { Box, Files, Heatmap, ImageCodec, Raster } from '@camscope/core';
import {
  attemptAsync,
  finish,
  readMap,
  reasonOf,
  type ImageLine,
  type MapLine,
  type Run,
} from '@camscope/pipeline';
import { drawBox, overlay, resizeRaster, scaleBox } from '@camscope/pixels';
import type { GalleryItem, Picture } from '../data.ts';
import { base64 } from '../text/base64.ts';
import type { Case } from './gallery-cases.ts';

/** Where pictures are read from, and what reads and writes them. */
export interface PictureSource {
  readonly files: Files;
  readonly codec: ImageCodec;
}

/** Longer side of a picture, in pixels. */
const SIDE = 240;
const QUALITY = 82;
const LINE = 2;
type Colour = readonly [red: number, green: number, blue: number];
const READER: Colour = [255, 255, 255];
const FOUND: Colour = [0, 0, 0];
const SHORTCUT: Colour = [255, 170, 0];

/**
 * The pictures of some cases: the radiograph with the readers' boxes (white), and every method's map over it with the
 * box that its segmenter found (black). What may give the finding away is in amber. A case
 * whose image is gone is left out, and a map that is gone is none; what is damaged, too, with a note.
 */
export async function galleryOf(
  run: Run,
  cases: readonly Case[],
  segmenter: string | undefined,
  source: PictureSource,
): Promise<{ items: GalleryItem[]; notes: string[] }> {
  const images = new Map(run.images.map((line) => [line.image, line]));
  const items: GalleryItem[] = [];
  const notes = new Set<string>();
  const or = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    const made = await attemptAsync(read);
    if ('value' in made) return made.value;
    notes.add(`${what} is not shown: ${reasonOf(made.failure)}`);
    return undefined;
  };
  for (const { values, ...one } of cases) {
    const image = images.get(one.image);
    const base = image && (await or(`The image ${image.image}`, () => thumbnail(image, source)));
    if (!image || !base) continue;
    const drawn = outlinesOf(image, one.class, base);
    const pictures = [await radiograph(base, drawn, source)];
    for (const map of run.maps) {
      if (map.image !== one.image || map.class !== one.class || map.model !== one.model) continue;
      const found = segmenter === undefined ? undefined : map.boxes[segmenter];
      const box: Outline[] = found ? [{ boxes: [scaleBox(found, image, base)], colour: FOUND }] : [];
      const what = `The map of ${map.method} on ${map.image}, ${map.class},`;
      const shown = await or(what, () => mapOver(base, image, map, run, source.files));
      const note = shown ? values.get(map.method)?.toFixed(2) : 'no map';
      const picture = { label: titleOf(run, map.method), shown: shown ?? plain(base), note };
      pictures.push(await drawnOver(picture, [...box, ...drawn], source));
    }
    items.push({ ...one, pictures });
  }
  return { items, notes: [...notes] };
}

/** 8-bit, at most SIDE pixels wide and high; undefined when the file is gone. */
async function thumbnail(
  { file, width, height }: ImageLine,
  { files, codec }: PictureSource,
): Promise<Raster | undefined> {
  if (!(await files.exists(file))) return undefined;
  const raster = await codec.decode(await files.read(file), file);
  const scale = SIDE / Math.max(width, height);
  return resizeRaster(raster, Math.round(width * scale), Math.round(height * scale));
}

interface Outline {
  readonly boxes: readonly Box[];
  readonly colour: Colour;
}

/** What readers drew of a class, and what may give it away. */
function outlinesOf(image: ImageLine, label: string, base: Raster): Outline[] {
  return (image.findings[label] ?? []).map(({ boxes, confounder }) => ({
    boxes: boxes.map((box) => scaleBox(box, image, base)),
    colour: confounder ? SHORTCUT : READER,
  }));
}

function radiograph(base: Raster, drawn: readonly Outline[], source: PictureSource): Promise<Picture> {
  const readers = drawn.filter(({ colour }) => colour === READER).length;
  const note = readers === 1 ? '1 reader' : `${readers} readers`;
  return drawnOver({ label: 'Radiograph', shown: plain(base), note }, drawn, source);
}

/** Undefined when the map is gone. */
async function mapOver(
  base: Raster,
  image: ImageLine,
  line: MapLine,
  { lock }: Run,
  files: Files,
): Promise<Raster | undefined> {
  if (line.file === undefined || !(await files.exists(line.file))) return undefined;
  const map = await readMap(line, lock, files);
  return overlay(base, finish({ ...map, region: scaleBox(map.region, image, base) }, base).map);
}

function plain(base: Raster): Raster {
  const { width, height } = base;
  const nothing: Heatmap = { width, height, data: new Float32Array(width * height) };
  return overlay(base, nothing, { opacity: 0 });
}

async function drawnOver(
  { label, shown, note }: { label: string; shown: Raster; note?: string },
  outlines: readonly Outline[],
  { codec }: PictureSource,
): Promise<Picture> {
  const canvas = { ...shown, data: shown.data.slice() };
  for (const { boxes, colour } of outlines) for (const box of boxes) drawBox(canvas, box, colour, LINE);
  const bytes = await codec.encodeJpeg(canvas, QUALITY);
  return { label, source: `data:image/jpeg;base64,${base64(bytes)}`, note };
}

function titleOf({ lock }: Run, method: string): string {
  const sameTitle = lock.methods.filter(
    ({ title }) => title === lock.methods.find(({ name }) => name === method)?.title,
  );
  return sameTitle.length === 1 ? sameTitle[0].title : method;
}
