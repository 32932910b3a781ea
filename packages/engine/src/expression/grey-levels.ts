import type { Scratch, SessionOptions, Tensor } from '@camscope/core';
import type { Levels } from '@camscope/onnx';
import { isOfLevels, levelTable } from '@camscope/pixels';
import { isFitted, type ExplainImage } from '../image-tensor.ts';
import type { Network } from '../network.ts';

/** Providers that have no bytes. */
const WITHOUT_BYTES: ReadonlySet<string> = new Set(['webgpu']);

/** How a network is fed grey levels on a provider. */
export function levelsFor({ preprocessing }: Network, { provider }: SessionOptions): Levels {
  return { type: WITHOUT_BYTES.has(provider) ? 'int32' : 'uint8', table: levelTable(preprocessing) };
}

/** Images as grey levels [N,H,W], each value written once; undefined where one of them is anything else. */
export function levelsOf(
  images: readonly ExplainImage[],
  type: Levels['type'],
  scratch: Scratch,
): Tensor | undefined {
  const rasters = images.filter(isFitted).filter(isOfLevels);
  if (rasters.length < images.length) return undefined;
  const [{ width, height }] = rasters;
  const dims = [rasters.length, height, width];
  const data = scratch.take(type, dims);
  rasters.forEach((raster, n) => data.set(raster.data, n * width * height));
  return { type, dims, data };
}
