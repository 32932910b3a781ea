import { defineAgreement, type Heatmap } from '@camscope/core';
import { z } from 'zod';
import { gaussianWeights, windowMeans } from './gaussian.ts';
import { gridsOf, isConstant, maxSide } from './grid.ts';

const options = z.strictObject({
  maxSide,
  window: z
    .int()
    .min(3)
    .refine((size) => size % 2 === 1, 'must be odd')
    .default(11)
    .describe('Side of the sliding window, in cells'),
  sigma: z.number().positive().default(1.5).describe("Standard deviation of the window's Gaussian, in cells"),
  k1: z.number().positive().default(0.01).describe('Steadies the comparison of means'),
  k2: z.number().positive().default(0.03).describe('Steadies the comparison of variances'),
});
type Options = z.output<typeof options>;

/**
 * Mean structural similarity of two maps over the windows that lie inside: means and covariances weighted by a
 * Gaussian, heat from 0 to 1. scikit-image's `structural_similarity` with `gaussian_weights=True`,
 * `use_sample_covariance=False` and `data_range=1`. Two constant maps, and maps smaller than the window, have none.
 */
export const ssim = defineAgreement({
  id: 'ssim',
  title: 'Structural similarity (SSIM)',
  summary: 'How alike two maps are in level, contrast and structure, mean over a sliding Gaussian window.',
  citation: {
    text: 'Wang, Bovik, Sheikh, Simoncelli: Image quality assessment: from error visibility to structural similarity, IEEE TIP 13(4):600-612, 2004',
    doi: '10.1109/TIP.2003.819861',
  },
  options,
  needs: 'map',
  scoreDirection: 'higher',
  range: [-1, 1],
  compare(a, b, given) {
    const [one, other] = gridsOf(a, b, given.maxSide);
    if (Math.min(one.width, one.height) < given.window)
      return { value: null, reason: `The maps are smaller than the window of ${given.window} cells` };
    if (isConstant(one) && isConstant(other))
      return { value: null, reason: 'Both maps are the same everywhere' };
    return { value: similarity(one, other, given) };
  },
});

function similarity(a: Heatmap, b: Heatmap, { window, sigma, k1, k2 }: Options): number {
  const ofA = momentsOf(a, window, sigma);
  const ofB = momentsOf(b, window, sigma);
  const joint = windowMeans(products(a.data, b.data), a, gaussianWeights(window, sigma));
  const c1 = k1 ** 2;
  const c2 = k2 ** 2;
  let sum = 0;
  for (let i = 0; i < joint.length; i++) {
    const meanA = ofA.means[i];
    const meanB = ofB.means[i];
    const likeMeans = (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
    const covariance = joint[i] - meanA * meanB;
    sum += (likeMeans * (2 * covariance + c2)) / (ofA.variances[i] + ofB.variances[i] + c2);
  }
  return Math.max(-1, Math.min(1, sum / joint.length));
}

/** Of the windows. */
interface Moments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

const known = new WeakMap<Heatmap, Map<string, Moments>>();

/** Slides the window over a map once for all its pairs. */
function momentsOf(map: Heatmap, window: number, sigma: number): Moments {
  const key = `${window} ${sigma}`;
  const ofMap = known.get(map) ?? new Map<string, Moments>();
  known.set(map, ofMap);
  let moments = ofMap.get(key);
  if (!moments) {
    const weights = gaussianWeights(window, sigma);
    const means = windowMeans(Float64Array.from(map.data), map, weights);
    const variances = windowMeans(products(map.data, map.data), map, weights);
    for (let i = 0; i < means.length; i++) variances[i] -= means[i] * means[i];
    moments = { means, variances };
    ofMap.set(key, moments);
  }
  return moments;
}

function products(a: Float32Array, b: Float32Array): Float64Array {
  const values = new Float64Array(a.length);
  for (let i = 0; i < values.length; i++) values[i] = a[i] * b[i];
  return values;
}
