import type { Heatmap, Mask } from '@camscope/core';
import { connectedSpans, maskOfSpans } from '@camscope/pixels';

/** The pixels within a distance of the mask. */
export function widened(mask: Mask, radius: number): Mask {
  const { width, height } = mask;
  const data = new Uint8Array(width * height);
  const away = rowsAway(mask, radius);
  const begins = new Int32Array(width + 1);
  for (let y = 0; y < height; y++) {
    // A pixel that is so many rows away reaches so many columns to either side.
    begins.fill(0);
    for (let x = 0; x < width; x++) {
      const rows = away[y * width + x];
      if (rows > radius) continue;
      const half = Math.floor(Math.sqrt(radius ** 2 - rows ** 2));
      begins[Math.max(0, x - half)]++;
      begins[Math.min(width, x + half + 1)]--;
    }
    for (let x = 0, reached = 0; x < width; x++) {
      reached += begins[x];
      data[y * width + x] = reached > 0 ? 1 : 0;
    }
  }
  return { width, height, data };
}

/** The pixels farther than a distance from what is outside the mask; the border of the image is not outside. */
export function narrowed(mask: Mask, radius: number): Mask {
  return outside(widened(outside(mask), radius));
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

/** How many rows each pixel is from the mask in its column; above `most`, `most + 1`. */
function rowsAway({ width, height, data }: Mask, most: number): Uint32Array {
  const away = new Uint32Array(width * height).fill(most + 1);
  for (let i = 0; i < away.length; i++)
    if (data[i]) away[i] = 0;
    else if (i >= width && away[i - width] <= most) away[i] = away[i - width] + 1;
  for (let i = away.length - 1 - width; i >= 0; i--)
    if (away[i + width] < away[i]) away[i] = away[i + width] + 1;
  return away;
}

function outside({ width, height, data }: Mask): Mask {
  return { width, height, data: data.map((inside) => 1 - inside) };
}
