import type { Heatmap } from '@camscope/core';
import { connectedSpans, findCut, keepRegions, maskOfCut, maskOfSpans } from '@camscope/pixels';
import type { ComponentsOptions } from './options.ts';

/** Sets to 0 the parts above the cut that are not kept. A map that says nothing is given back as it is. */
export function filter(map: Heatmap, options: ComponentsOptions): Heatmap {
  const cut = findCut(map, options);
  if (typeof cut === 'string') return map;
  const above = maskOfCut(map, cut);
  const connected = connectedSpans(above, options.connectivity);
  const kept = keepRegions(connected, map, options).map(({ component }) => component);
  const keep = maskOfSpans(connected, kept).data;
  const cleared = options.below === 'clear';
  const data = new Float32Array(map.data.length);
  for (let i = 0; i < data.length; i++) {
    if (keep[i] || !(cleared || above.data[i])) data[i] = map.data[i];
  }
  return { ...map, data };
}
