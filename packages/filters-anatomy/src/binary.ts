import type { Heatmap, Mask } from '@camscope/core';
import { connectedSpans, dilate, erode, maskOfSpans } from '@camscope/pixels';

/** The pixels within a distance of the mask. */
export function widened(mask: Mask, radius: number): Mask {
  return radius === 0 ? mask : toMask(dilate(toMap(mask), 'disk', radius));
}

/** The pixels farther than a distance from what is outside the mask; the border of the image is not outside. */
export function narrowed(mask: Mask, radius: number): Mask {
  return toMask(erode(toMap(mask), 'disk', radius));
}

/** What a disk inside the mask can reach. */
export function opened(mask: Mask, radius: number): Mask {
  return widened(narrowed(mask, radius), radius);
}

/** What a disk outside the mask cannot reach. */
export function closed(mask: Mask, radius: number): Mask {
  return narrowed(widened(mask, radius), radius);
}

/** The largest 8-connected part of a mask; of an empty one, nothing. */
export function largestPart(mask: Mask): Mask {
  const connected = connectedSpans(mask, 8);
  const areas = connected.components.map(({ area }) => area);
  return maskOfSpans(connected, areas.length > 0 ? [areas.indexOf(Math.max(...areas))] : []);
}

export function toMap({ width, height, data }: Mask): Heatmap {
  return { width, height, data: new Float32Array(data) };
}

function toMask({ width, height, data }: Heatmap): Mask {
  return { width, height, data: new Uint8Array(data) };
}
