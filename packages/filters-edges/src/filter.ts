import type { Heatmap } from '@camscope/core';
import { renormalised } from '@camscope/pixels';
import type { EdgesOptions } from './options.ts';

/** Multiplies heat by a weight for its column and one for its row, each 1 from the margin on. */
export function filter({ width, height, data }: Heatmap, options: EdgesOptions): Heatmap {
  const columns = weightsAlong(width, options);
  const rows = weightsAlong(height, options);
  const faded = new Float32Array(data.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) faded[i] = data[i] * (rows[y] * columns[x]);
  }
  return renormalised({ width, height, data: faded }, options.renormalise);
}

function weightsAlong(length: number, { margin, taper }: EdgesOptions): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const centre = i + 0.5;
    const distance = Math.min(centre, length - centre) / (margin * length);
    if (!(distance < 1)) return 1;
    if (taper === 'step') return 0;
    return taper === 'linear' ? distance : (1 - Math.cos(Math.PI * distance)) / 2;
  });
}
