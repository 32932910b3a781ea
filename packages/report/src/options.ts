/** How a report computes and draws. Every number is said in the report where it counts. */
export interface ReportOptions {
  /** Of intervals. */
  readonly level: number;
  /** Of the bootstrap. */
  readonly replicates: number;
  readonly seed: number;
  /** Of tests, after correction. */
  readonly alpha: number;
  /** Methods with a value for a smaller share of the cases are described, but not compared with the others. */
  readonly minimumCoverage: number;
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
  minimumCoverage: 0.5,
  minimumPatients: 5,
  maxPoints: 250,
  calibrationBins: 10,
  maxColumns: 7,
};
