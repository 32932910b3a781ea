/** How a report computes and draws. Every number is said in the report where it counts. */
export interface ReportOptions {
  /** Of intervals. */
  readonly level: number;
  /** Of the bootstrap over patients. */
  readonly replicates: number;
  /** Of the bootstrap. */
  readonly seed: number;
  /** Of tests, after correction. */
  readonly alpha: number;
  /**
   * Methods with a value for a smaller share of the findings stand apart: they are described, and not compared with the
   * others. Those that are compared are so on the findings that all of them have.
   */
  readonly minimumCoverage: number;
  /** Means that lie no further apart are ties, and named together; in units of the last digit shown. */
  readonly tieTolerance: number;
  /** Paired values that lie no further apart are equal in tests and ranks: rounding is no evidence. */
  readonly equalWithin: number;
  /**
   * Patients with a shortcut below which no network is said to look at one. By default 5: so many in agreement are the
   * fewest for which a one-sided sign test gives p < 0.05.
   */
  readonly minimumPatients: number;
  /** Points drawn for each distribution, evenly spaced in order of size, and for each scatter plot. */
  readonly maxPoints: number;
  /** Bins of equal width of the calibration curves. */
  readonly calibrationBins: number;
  /** Columns of a table, after which it goes on as another one. */
  readonly maxColumns: number;
}

export const DEFAULT_OPTIONS: ReportOptions = {
  level: 0.95,
  replicates: 2000,
  seed: 0,
  alpha: 0.05,
  minimumCoverage: 0.9,
  tieTolerance: 0.5,
  equalWithin: 1e-6,
  minimumPatients: 5,
  maxPoints: 250,
  calibrationBins: 10,
  maxColumns: 7,
};
