import { CamscopeError, type Box, type Heatmap } from '@camscope/core';
import { wholeOf, type Size } from '../size.ts';
import type { Stretches } from '../threshold/stretches.ts';
import { interpolationTaps, type UpsampleKernel } from './interpolation.ts';
import { resampleWithStretches } from './separable.ts';

/** A map at another size, as by `torch.nn.functional.interpolate`: values are neither clipped nor normalised. */
export function upsample(map: Heatmap, size: Size, kernel: UpsampleKernel): Heatmap {
  return upsampleOver(map, wholeOf(size), size, kernel).map;
}

/**
 * A map that spans `region`, at the pixels of `frame` whose centres lie in the region, and its stretches. (left, top) is the first.
 * @throws CamscopeError INTERNAL when there are none.
 */
export function upsampleOver(
  map: Heatmap,
  region: Box,
  frame: Size,
  kernel: UpsampleKernel,
): { map: Heatmap; stretches: Stretches; left: number; top: number } {
  const [left, right] = pixelsBetween(region.x0, region.x1, frame.width);
  const [top, bottom] = pixelsBetween(region.y0, region.y1, frame.height);
  const width = right - left;
  const height = bottom - top;
  if (!(width > 0 && height > 0)) {
    throw new CamscopeError('INTERNAL', 'A map spans no pixel of its frame', {
      found: `region [${region.x0}, ${region.x1}) × [${region.y0}, ${region.y1}), frame ${frame.width} × ${frame.height}`,
    });
  }
  const columns = interpolationTaps(kernel, map.width, region.x0, region.x1, left, width);
  const rows = interpolationTaps(kernel, map.height, region.y0, region.y1, top, height);
  const { data, stretches } = resampleWithStretches(map.data, map.width, columns, rows);
  return { map: { width, height, data }, stretches, left, top };
}

/** The half-open range of pixels i of [0, length) with from <= i + 0.5 < to. */
function pixelsBetween(from: number, to: number, length: number): [number, number] {
  return [Math.max(0, Math.ceil(from - 0.5)), Math.min(length, Math.ceil(to - 0.5))];
}
