import type { Heatmap } from '@camscope/core';
import { dilate, erode, inPixels, renormalised } from '@camscope/pixels';
import type { MorphologyOptions } from './options.ts';

export function filter(map: Heatmap, options: MorphologyOptions): Heatmap {
  const { operation, footprint, unit, renormalise } = options;
  const radius = Math.round(inPixels(options.radius, unit, map.width));
  const eroded = (of: Heatmap) => erode(of, footprint, radius);
  const dilated = (of: Heatmap) => dilate(of, footprint, radius);
  switch (operation) {
    case 'erosion':
      return renormalised(eroded(map), renormalise);
    case 'dilation':
      return renormalised(dilated(map), renormalise);
    case 'opening':
      return renormalised(dilated(eroded(map)), renormalise);
    case 'closing':
      return renormalised(eroded(dilated(map)), renormalise);
    case 'top-hat':
      return renormalised(difference(map, dilated(eroded(map))), renormalise);
  }
}

function difference(a: Heatmap, b: Heatmap): Heatmap {
  const data = new Float32Array(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = a.data[i] - b.data[i];
  return { ...a, data };
}
