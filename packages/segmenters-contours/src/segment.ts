import type { Heatmap, Polygon, Region, Segmentation } from '@camscope/core';
import {
  blankSegmentation,
  boxOfPolygon,
  connect,
  findCut,
  isoOutlinesOf,
  keepRegions,
  maskOf,
  maskOfSpans,
  outlinesOf,
  spansAbove,
  withHolesFilled,
} from '@camscope/pixels';
import type { ContoursOptions } from './options.ts';

/** The connected parts of a finished map above one threshold, with their contours. */
export function segment(map: Heatmap, options: ContoursOptions): Segmentation {
  const cut = findCut(map, options);
  if (typeof cut === 'string') return blankSegmentation(map, cut);
  const { connectivity, outline } = options;
  const hot = spansAbove(map, cut);
  const filled = options.fillHoles ? withHolesFilled(hot, connectivity) : hot;
  const connected = connect(filled, connectivity);
  const kept = keepRegions(connected, map, options);
  const indices = kept.map(({ component }) => component);
  const contours =
    outline === 'smooth'
      ? isoOutlinesOf(map, cut.edge, maskOf(connected), connectivity, connected, indices)
      : outlinesOf(maskOf(connected), connectivity, connected, indices);
  return {
    regions: kept.map(({ region }, i) => withContours(region, contours[i])),
    mask: maskOfSpans(connected, indices),
    thresholds: [cut.threshold],
  };
}

function withContours(region: Region, contours: readonly Polygon[]): Region {
  return { ...region, box: boxOfPolygon(contours[0]), contours };
}
