import { readFile } from 'node:fs/promises';
import type { Box, ImageCodec, Raster } from '@camscope/core';
import { decodeNpy, heatmapOf, type ImageLine, type MapLine, type Run } from '@camscope/experiment';
import { drawBox, finishMap, overlay, resizeRaster, scaleBox } from '@camscope/pixels';
import type { GalleryItem, Picture } from '@camscope/report';
import type { Case } from './gallery-cases.ts';

/** Longer side of a picture, in pixels. */
const SIDE = 240;
const QUALITY = 82;
const READER = [255, 255, 255] as const;
const FOUND = [0, 0, 0] as const;

/**
 * The pictures of some cases: the radiograph with the readers' boxes (white), and every method's map over it with the
 * box that its segmenter found (black).
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
    const readers = drawn.flatMap(({ boxes }) => boxes.map((box) => scaleBox(box, image, base)));
    const pictures: Picture[] = [
      await picture(
        'Radiograph',
        base,
        readers,
        [],
        codec,
        `${drawn.length} reader${drawn.length === 1 ? '' : 's'}`,
      ),
    ];
    const maps = run.maps.filter(
      (map) => map.image === one.image && map.class === one.class && map.model === one.model,
    );
    for (const map of maps) {
      const found = segmenter === undefined ? undefined : map.boxes[segmenter];
      const boxes = found ? [scaleBox(found, image, base)] : [];
      const shown = await mapOver(base, image, map, run);
      const value = values.get(map.method);
      const note = shown ? value?.toFixed(2) : 'no map';
      pictures.push(await picture(titleOf(run, map.method), shown ?? base, readers, boxes, codec, note));
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
  const { map: finished } = finishMap(heatmapOf(raw, map.gives, how.reduce), { frame: base, region }, how);
  return overlay(base, finished);
}

async function picture(
  label: string,
  shown: Raster,
  readers: readonly Box[],
  found: readonly Box[],
  codec: ImageCodec,
  note?: string,
): Promise<Picture> {
  const canvas = inColour(shown);
  for (const box of found) drawBox(canvas, box, FOUND, 2);
  for (const box of readers) drawBox(canvas, box, READER, 1);
  const bytes = await codec.encodeJpeg(canvas, QUALITY);
  return { label, source: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`, note };
}

/** A copy in 8-bit RGB. */
function inColour({ width, height, channels, data, white }: Raster): Raster {
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++)
      rgb[3 * i + c] = (data[channels * i + (channels === 3 ? c : 0)] / white) * 255;
  return { width, height, channels: 3, data: rgb, white: 255 };
}

function titleOf({ lock }: Run, method: string): string {
  const sameTitle = lock.methods.filter(
    ({ title }) => title === lock.methods.find(({ name }) => name === method)?.title,
  );
  return sameTitle.length === 1 ? sameTitle[0].title : method;
}
