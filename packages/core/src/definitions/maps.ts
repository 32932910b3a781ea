import type { Box } from '../values/box.ts';
import type { Heatmap } from '../values/heatmap.ts';
import { describe, isRecord } from './describe.ts';
import type { Gives } from './field.ts';

/** How far rounding may take a value of a map out of [0, 1]. */
const ROUNDING = 1e-5;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A map of the size of the one that was given, with values in [0, 1]. */
export const filterGives: Gives = {
  fault(output, [map]) {
    const { width, height } = map as Heatmap;
    if (!isRecord(output)) return `${describe(output)}, not a map { width, height, data }`;
    const { data } = output;
    if (!(data instanceof Float32Array)) return `data that is ${describe(data)}, not a Float32Array`;
    const fault = sizeFault(output, data, { width, height });
    if (fault !== undefined) return fault;
    const outside = firstOutside(data);
    return outside < 0 ? undefined : `a map with the value ${data[outside]}, outside of [0, 1]`;
  },
};

/** Regions with their mask, of the size of the map that was given. */
export const segmenterGives: Gives = {
  fault(output, [map]) {
    if (!isRecord(output)) return `${describe(output)}, not { regions, mask, thresholds }`;
    const { regions, mask, thresholds } = output;
    if (!Array.isArray(regions)) return `regions that are ${describe(regions)}, not a list`;
    if (!Array.isArray(thresholds) || !thresholds.every(Number.isFinite))
      return `thresholds that are ${describe(thresholds)}, not a list of numbers`;
    return maskFault(mask, map as Heatmap) ?? regionsFault(regions, map as Heatmap);
  },
};

/** What is wrong with a box, if anything. @param slack pixels by which it may leave the frame. */
export function boxFault(box: unknown, { width, height }: Size, slack = 0): string | undefined {
  if (!isRecord(box)) return `a box that is ${describe(box)}, not { x0, y0, x1, y1 }`;
  const { x0, y0, x1, y1 } = box as unknown as Box;
  const told = `the box [${x0}, ${x1}) × [${y0}, ${y1})`;
  if (![x0, y0, x1, y1].every(Number.isFinite)) return `${told}, which is not of numbers`;
  if (!(x0 < x1 && y0 < y1)) return `${told}, which is empty or inverted`;
  if (x0 >= -slack && y0 >= -slack && x1 <= width + slack && y1 <= height + slack) return undefined;
  return `${told}, outside of the frame of ${width}×${height}`;
}

function regionsFault(regions: readonly unknown[], map: Heatmap): string | undefined {
  for (const region of regions) {
    if (!isRecord(region)) return `a region that is ${describe(region)}, not { box, area, meanHeat, score }`;
    const fault = boxFault(region.box, map);
    if (fault !== undefined) return fault;
    for (const key of ['area', 'meanHeat', 'score'])
      if (typeof region[key] !== 'number' || Number.isNaN(region[key]))
        return `a region whose ${key} is ${describe(region[key])}`;
  }
  return undefined;
}

function maskFault(mask: unknown, map: Heatmap): string | undefined {
  if (!isRecord(mask)) return `a mask that is ${describe(mask)}, not { width, height, data }`;
  const { data } = mask;
  if (!(data instanceof Uint8Array)) return `a mask whose data is ${describe(data)}, not a Uint8Array`;
  return sizeFault(mask, data, map) ?? (isBinary(data) ? undefined : 'a mask of other values than 0 and 1');
}

function sizeFault(
  given: Readonly<Record<string, unknown>>,
  data: ArrayLike<number>,
  { width, height }: Size,
): string | undefined {
  if (given.width !== width || given.height !== height)
    return `${describe(given.width)}×${describe(given.height)} pixels for a map of ${width}×${height}`;
  return data.length === width * height ? undefined : `${data.length} values for ${width}×${height} pixels`;
}

/** Index of the first value that is none of a finished map; −1 where all are. */
function firstOutside(data: Float32Array): number {
  for (let i = 0; i < data.length; i++) if (!(data[i] >= -ROUNDING && data[i] <= 1 + ROUNDING)) return i;
  return -1;
}

/** Four at a time, all of them before one is judged. */
function isBinary(data: Uint8Array): boolean {
  const head = (4 - (data.byteOffset % 4)) % 4;
  const words = Math.max(0, Math.floor((data.length - head) / 4));
  const body = words > 0 ? new Uint32Array(data.buffer, data.byteOffset + head, words) : new Uint32Array(0);
  let set = 0;
  for (let i = 0; i < words; i++) set |= body[i];
  if ((set & 0xfefefefe) !== 0) return false;
  for (let i = 0; i < head; i++) if (data[i] > 1) return false;
  for (let i = head + 4 * words; i < data.length; i++) if (data[i] > 1) return false;
  return true;
}
