import { readFile } from 'node:fs/promises';
import type { Box, Heatmap, ImageCodec, Raster } from '@camscope/core';
import { decodeNpy, finish, type ImageLine, type MapLine, type Run } from '@camscope/pipeline';
import { drawBox, overlay, resizeRaster, scaleBox } from '@camscope/pixels';
import type { GalleryItem, Picture } from '@camscope/report';
import type { Case } from './gallery-cases.ts';

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
 * box that its segmenter found (black). What may give the finding away is in amber.
 */
export async function galleryOf(
  run: Run,
  cases: readonly Case[],
  segmenter: string | undefined,
  codec: ImageCodec,
): Promise<GalleryItem[]> {
  const images = new Map(run.images.map((line) => [line.image, line]));
  const items: GalleryItem[] = [];
  for (const { values, ...one } of cases) {
    const image = images.get(one.image);
    const base = image && (await thumbnail(image, codec));
    if (!image || !base) continue;
    const drawn = image.findings[one.class] ?? [];
    const outlines = drawn.map(({ boxes, confounder }): Outline => {
      return {
        boxes: boxes.map((box) => scaleBox(box, image, base)),
        colour: confounder ? SHORTCUT : READER,
      };
    });
    const readers = drawn.filter(({ confounder }) => !confounder).length;
    const plain = overlay(base, zeros(base), { opacity: 0 });
    const note = readers === 1 ? '1 reader' : `${readers} readers`;
    const pictures: Picture[] = [await picture('Radiograph', plain, outlines, codec, note)];
    const maps = run.maps.filter(
      (map) => map.image === one.image && map.class === one.class && map.model === one.model,
    );
    for (const map of maps) {
      const found = segmenter === undefined ? undefined : map.boxes[segmenter];
      const box: Outline[] = found ? [{ boxes: [scaleBox(found, image, base)], colour: FOUND }] : [];
      const shown = await mapOver(base, image, map, run);
      const value = shown ? values.get(map.method)?.toFixed(2) : 'no map';
      const label = titleOf(run, map.method);
      pictures.push(await picture(label, shown ?? plain, [...box, ...outlines], codec, value));
    }
    items.push({ ...one, pictures });
  }
  return items;
}

/** 8-bit, at most SIDE pixels wide and high; undefined when the file is gone. */
async function thumbnail({ file, width, height }: ImageLine, codec: ImageCodec): Promise<Raster | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return undefined;
  const raster = await codec.decode(bytes, file);
  const scale = SIDE / Math.max(width, height);
  return resizeRaster(raster, Math.round(width * scale), Math.round(height * scale));
}

async function mapOver(
  base: Raster,
  image: ImageLine,
  map: MapLine,
  { lock }: Run,
): Promise<Raster | undefined> {
  const bytes = map.file === undefined ? undefined : await readFile(map.file).catch(() => undefined);
  if (!bytes) return undefined;
  const array = decodeNpy(new Uint8Array(bytes), map.file!);
  const raw = array.dims.length === 2 ? { ...array, dims: [1, ...array.dims] } : array;
  const imported = lock.imports.find(({ name, model }) => name === map.method && model === map.model);
  const how = imported?.map ?? lock.methods.find(({ name }) => name === map.method)?.map ?? lock.map;
  const region = scaleBox(map.region, image, base);
  return overlay(base, finish({ raw, gives: map.gives, region, how }, base).map);
}

interface Outline {
  readonly boxes: readonly Box[];
  readonly colour: Colour;
}

async function picture(
  label: string,
  shown: Raster,
  outlines: readonly Outline[],
  codec: ImageCodec,
  note?: string,
): Promise<Picture> {
  const canvas = { ...shown, data: shown.data.slice() };
  for (const { boxes, colour } of outlines) for (const box of boxes) drawBox(canvas, box, colour, LINE);
  const bytes = await codec.encodeJpeg(canvas, QUALITY);
  return { label, source: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`, note };
}

function zeros({ width, height }: Raster): Heatmap {
  return { width, height, data: new Float32Array(width * height) };
}

function titleOf({ lock }: Run, method: string): string {
  const sameTitle = lock.methods.filter(
    ({ title }) => title === lock.methods.find(({ name }) => name === method)?.title,
  );
  return sameTitle.length === 1 ? sameTitle[0].title : method;
}
