export type { Result } from './result.ts';

export { factorTable, FactorTableBuilder } from './table/builder.ts';
export type { FactorTable, Group } from './table/factor-table.ts';
export { pivot, type Pivot, type PivotOptions } from './table/pivot.ts';

export { createRandom, type Random } from './random/random.ts';

export { bootstrap, bootstrapDifference, type Statistic } from './bootstrap/bootstrap.ts';
export type { BootstrapOptions, Interval, IntervalReason } from './bootstrap/options.ts';
export { bootstrapMean, bootstrapMeanDifference, bootstrapRatio } from './bootstrap/ratio.ts';

export { quantile } from './summary.ts';
export { averageRanks } from './ranks/average-ranks.ts';
export { type Friedman, friedman } from './significance/friedman.ts';
export { holm } from './significance/holm.ts';
export * from './significance/nemenyi.ts';
export { stouffer } from './significance/stouffer.ts';
export { type Wilcoxon, wilcoxon, type WilcoxonOptions } from './significance/wilcoxon.ts';

export { cliffsDelta } from './effects/cliffs-delta.ts';
export { cohenDz } from './effects/cohen-dz.ts';

export type { Correlation } from './correlation/correlation.ts';
export { kendallTau } from './correlation/kendall.ts';
export { pearson, spearman } from './correlation/pearson.ts';

export { againstBaseline, type BaselineRow, type BaselineVerdict } from './comparison/against-baseline.ts';
export { compareMethods } from './comparison/compare-methods.ts';
export type * from './comparison/types.ts';

export * from './curves/calibration.ts';
export * from './curves/confusion.ts';
export * from './curves/cumulative-accuracy.ts';
export * from './curves/delong.ts';
export * from './curves/precision-recall.ts';
export * from './curves/roc.ts';

export { normalCdf, normalQuantile } from './special/normal.ts';
export { chiSquaredSurvival, fSurvival, studentTwoSided } from './special/distributions.ts';
export { studentizedRangeCdf, studentizedRangeQuantile } from './special/studentized-range.ts';
