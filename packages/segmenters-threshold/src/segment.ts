import type { Heatmap, SegmentContext, Segmentation } from '@camscope/core';
import { blankSegmentation, connect, findCut, keepRegions, maskOfSpans, spansAbove } from '@camscope/pixels';
import type { ThresholdOptions } from './options.ts';

/** The connected parts of a finished map above one threshold; none where the network's probability is too low. */
export function segment(
  map: Heatmap,
  options: ThresholdOptions,
  { label, probability = 1 }: SegmentContext = {},
): Segmentation {
  const { value, values, minProbability } = options;
  const cut = findCut(map, { ...options, value: valueOf(values, label) ?? value });
  if (typeof cut === 'string') return blankSegmentation(map, cut);
  const least = typeof minProbability === 'number' ? minProbability : (valueOf(minProbability, label) ?? 0);
  const dropped = probability < least;
  const connected = connect(spansAbove(map, cut), options.connectivity);
  const kept = dropped ? [] : keepRegions(connected, map, options);
  return {
    regions: kept.map(({ region }) => region),
    mask: maskOfSpans(
      connected,
      kept.map(({ component }) => component),
    ),
    thresholds: [cut.threshold],
  };
}

function valueOf(values: Readonly<Record<string, number>>, label: string | undefined): number | undefined {
  return label !== undefined && Object.hasOwn(values, label) ? values[label] : undefined;
}
