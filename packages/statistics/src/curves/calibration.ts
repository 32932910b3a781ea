import { checkAtLeast } from '../check.ts';
import { nothing, type Result } from '../result.ts';
import { quantile } from '../summary.ts';
import { checkProbabilities } from './predictions.ts';

/**
 * Mean squared difference of probability and truth, 0 to 1; no value without cases. Brier 1950,
 * doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, or a probability is outside [0, 1].
 */
export function brier(truths: ArrayLike<number>, probabilities: ArrayLike<number>): Result {
  checkProbabilities(truths, probabilities);
  if (truths.length === 0) return nothing('There are no cases');
  let total = 0;
  for (let i = 0; i < truths.length; i++) total += (probabilities[i] - truths[i]) ** 2;
  return { value: total / truths.length };
}

export interface CalibrationOptions {
  /** Default: 10. */
  readonly bins?: number;
  /** Equally wide, or with about equally many cases. Default: 'uniform'. */
  readonly binning?: 'uniform' | 'quantile';
}

/** The cases whose probability lies in (low, high]; in the first bin, low included. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanProbability: number;
  /** The share of cases with the finding. */
  readonly rate: number;
}

/**
 * What a reliability diagram draws; bins without cases are left out.
 * @throws RangeError when lengths differ, a truth is not 0 or 1, a probability is outside [0, 1], or there is no bin.
 */
export function calibrationBins(
  truths: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions = {},
): CalibrationBin[] {
  const { bins = 10, binning = 'uniform' } = options;
  checkAtLeast('The number of bins', bins, 1);
  checkProbabilities(truths, probabilities);
  if (truths.length === 0) return [];
  const edges = binning === 'uniform' ? uniformEdges(bins) : quantileEdges(probabilities, bins);
  const inner = edges.slice(1, -1);
  const totals = Array.from({ length: bins }, () => ({ count: 0, probability: 0, present: 0 }));
  for (let i = 0; i < truths.length; i++) {
    const bin = totals[inner.filter((edge) => edge < probabilities[i]).length];
    bin.count++;
    bin.probability += probabilities[i];
    bin.present += truths[i];
  }
  return totals.flatMap(({ count, probability, present }, i) =>
    count === 0
      ? []
      : [
          {
            low: edges[i],
            high: edges[i + 1],
            count,
            meanProbability: probability / count,
            rate: present / count,
          },
        ],
  );
}

/**
 * Expected calibration error: |mean probability - share with the finding|, averaged over bins by their cases, 0 to 1; no value
 * without cases. Naeini et al. 2015, doi:10.1609/aaai.v29i1.9602.
 * @throws RangeError as `calibrationBins`.
 */
export function calibrationError(
  truths: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions = {},
): Result {
  const bins = calibrationBins(truths, probabilities, options);
  if (bins.length === 0) return nothing('There are no cases');
  const gap = bins.reduce((total, bin) => total + bin.count * Math.abs(bin.meanProbability - bin.rate), 0);
  return { value: gap / truths.length };
}

const uniformEdges = (bins: number) =>
  Float64Array.from({ length: bins + 1 }, (_, i) => (i < bins ? i * (1 / bins) : 1));

function quantileEdges(probabilities: ArrayLike<number>, bins: number): Float64Array {
  const sorted = Float64Array.from(probabilities).sort();
  return Float64Array.from({ length: bins + 1 }, (_, i) => quantile(sorted, i / bins));
}
