export * from './data.ts';
export * from './options.ts';
export * from './page-files.ts';
export * from './render-report.ts';
export * from './render-run.ts';
export type { PictureSource } from './run/gallery.ts';
export { isOld, markReportOld } from './run/made-from.ts';

// The drawing rooms, for figures of one's own.
export { type Figure, type LegendKey, svgFile } from './svg/figure.ts';
export type { Panel } from './svg/panel.ts';
export { type CdOptions, cdDiagram, type RankDiagram } from './svg/cd-diagram.ts';
export { boxPlot, type BoxPlotOptions, type BoxPlotRow } from './svg/box-plot.ts';
export { curves, type CurvesOptions, type Line } from './svg/curves.ts';
export { type DistributionOptions, type DistributionRow, distributions } from './svg/distribution.ts';
export { forest, type ForestMark, type ForestOptions, type ForestRow } from './svg/forest.ts';
export { heatMatrix, type HeatMatrixOptions } from './svg/heat-matrix.ts';
export { scatter, type ScatterOptions } from './svg/scatter.ts';
