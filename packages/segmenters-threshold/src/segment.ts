import type { Heatmap, Segmentation } from '@camscope/core';
import {
  blankSegmentation,
  connectedSpans,
  findCut,
  keepRegions,
  maskOfCut,
  maskOfSpans,
} from '@camscope/pixels';
import type { ThresholdOptions } from './options.ts';

/** The connected parts of a finished map above one threshold. */
export function segment(map: Heatmap, options: ThresholdOptions): Segmentation {
  const cut = findCut(map, options);
  if (typeof cut === 'string') return blankSegmentation(map, cut);
  const connected = connectedSpans(maskOfCut(map, cut), options.connectivity);
  const kept = keepRegions(connected, map, options);
  return {
    regions: kept.map(({ region }) => region),
    mask: maskOfSpans(
      connected,
      kept.map(({ component }) => component),
    ),
    thresholds: [cut.threshold],
  };
}
