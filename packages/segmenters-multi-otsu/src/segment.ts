import type { BlankReason, Heatmap, Segmentation } from '@camscope/core';
import { blankSegmentation, connect, heatOfComponents, maskOfSpans, rankRegions } from '@camscope/pixels';
import { floatGrey, type Grey, identityTable, levelGrey, lumaTable } from './grey.ts';
import { multiOtsu } from './multi-otsu.ts';
import type { MultiOtsuOptions } from './options.ts';
import { countRed, redLevels } from './red.ts';

/**
 * Regions above the highest of the multi-Otsu thresholds of a finished map.
 * @throws CamscopeError INTERNAL for heat outside [0, 1].
 */
export function segment(map: Heatmap, options: MultiOtsuOptions): Segmentation {
  const grey = greyOf(map, options);
  if (typeof grey === 'string') return blankSegmentation(map, grey);
  const bins = multiOtsu(grey.histogram.counts, options.classes);
  if (!bins) return blankSegmentation(map, 'too-few-levels');

  const thresholds = bins.map((bin) => grey.histogram.centres[bin]);
  const connected = connect(grey.above(thresholds[thresholds.length - 1]), options.connectivity);
  const { select, rounding, colourMap, redTolerance } = options;
  const red =
    select === 'most-red' ? countRed(connected, map, rounding, redLevels(colourMap, redTolerance)) : [];
  const ranked = rankRegions(connected, heatOfComponents(connected, map), ({ area }, { sum }, index) => {
    if (select === 'most-red') return red[index];
    return select === 'largest' ? area : sum / area;
  });
  const reported = options.boxes === 'single' ? ranked.slice(0, 1) : ranked;
  return {
    regions: reported.map(({ region }) => region),
    mask: maskOfSpans(
      connected,
      reported.map(({ component }) => component),
    ),
    thresholds: thresholds.map((threshold) => threshold / grey.white),
  };
}

function greyOf(map: Heatmap, { source, rounding, colourMap }: MultiOtsuOptions): Grey | BlankReason {
  if (source === 'float') return floatGrey(map);
  return levelGrey(map, rounding, source === 'luma' ? lumaTable(colourMap) : identityTable());
}
