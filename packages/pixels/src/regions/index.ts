export * from './annotation.ts';
export * from './blank.ts';
export {
  type Component,
  connect,
  type ConnectedSpans,
  connectedSpans,
  type Connectivity,
  maskOfSpans,
} from './connect.ts';
export * from './connected-components.ts';
export * from './holes.ts';
export * from './keep.ts';
export * from './masks.ts';
export * from './outlines.ts';
export { fillPolygonsAsPillow } from './pillow-polygons.ts';
export { boxOfPolygon, rasterisePolygons } from './polygons.ts';
export * from './rank.ts';
export { maskOfRuns, runsOfMask } from './runs.ts';
export * from './run-string.ts';
export { maskOf, type Spans, spansOfMask } from './spans.ts';
export { spansAbove, spansAboveEach } from './spans-above.ts';
