export { type Cut, cutOptions, type CutOptions, findCut, maskOfCut } from './cut.ts';
export { blankReason, type Extent, extentOf, extentOfFinished } from './extent.ts';
export * from './histogram.ts';
export { otsuBin } from './otsu.ts';
export { percentile } from './percentile.ts';
