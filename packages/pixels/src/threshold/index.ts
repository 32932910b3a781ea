export { type Cut, cutOptions, type CutOptions, findCut, maskOfCut } from './cut.ts';
export { blankReason, type Extent, extentOf } from './extent.ts';
export {
  extentOfFinished,
  heatHistogram,
  highestOf,
  levelCounts,
  stretchesOfFinished,
} from './finished-map.ts';
export {
  type Histogram,
  levelHistogram,
  levelOffset,
  type Rounding,
  roundings,
  valueHistogram,
} from './histogram.ts';
export { otsuBin } from './otsu.ts';
export { percentile } from './percentile.ts';
export { STRETCH, type Stretches } from './stretches.ts';
