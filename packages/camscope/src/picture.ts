import { resolve } from 'node:path';
import { pictureOf } from '@camscope/cli/parts';
import type { Box, Heatmap, ImageCodec, Raster } from '@camscope/core';
import { nodeFiles } from '@camscope/files-node';
import type { ColourMapName } from '@camscope/pixels';

export interface PictureOptions {
  /** Colours of the overlay: `jet`, which is the default, `turbo` or `viridis`. */
  readonly colourMap?: ColourMapName;
}

/** What a picture shows. */
export interface Drawn {
  readonly base: Raster;
  readonly map: Heatmap;
  readonly boxes?: readonly Box[];
  readonly codec: ImageCodec;
}

export async function pngOf(
  { base, map, boxes, codec }: Drawn,
  { colourMap = 'jet' }: PictureOptions,
): Promise<Uint8Array> {
  return codec.encodePng(pictureOf(base, map, colourMap, boxes));
}

export async function writePng(path: string, drawn: Drawn, options: PictureOptions): Promise<void> {
  await nodeFiles.write(resolve(path), await pngOf(drawn, options));
}
