import { defineMetric, type Heatmap } from '@camscope/core';
import { z } from 'zod';
import { densityOf } from './looked.ts';
import { NO_DENSITY, NO_FIXATION, NO_HEAT } from './reasons.ts';
import { BYLINSKII } from './sources.ts';

/** The distance between 1 and the next number: MATLAB's `eps`. */
const EPS = Number.EPSILON;

/**
 * Σ A log(ε + A / (ε + B)) over pixels of two maps, each divided by its sum: A is where the reader looked and B the map, or the
 * other way round. Where ε takes it below 0, it is 0.
 */
export const klMetric = defineMetric({
  id: 'kl',
  title: 'KL divergence from gaze',
  alsoCalled: [{ name: 'KLDiv', by: 'MIT/Tübingen Saliency Benchmark' }],
  summary:
    'Kullback-Leibler divergence of the map and the density of fixations, as distributions over pixels.',
  citation: BYLINSKII,
  options: z.strictObject({
    direction: z
      .enum(['gaze-map', 'map-gaze'])
      .default('gaze-map')
      .describe(
        'Whose distribution is averaged over: that of gaze, which punishes heat that is missing where the reader looked; or the map’s, which punishes heat where nobody looked',
      ),
    epsilon: z
      .number()
      .min(EPS)
      .max(1e-3)
      .default(EPS)
      .describe('Steadies quotient and logarithm; 2.2e-16 in the benchmark’s code, 1e-7 in others'),
  }),
  needs: 'map',
  truth: 'fixations',
  scoreDirection: 'lower',
  range: [0, Infinity],
  measure({ map, annotation }, { direction, epsilon }) {
    if (!annotation.fixations?.length) return NO_FIXATION;
    const density = densityOf(annotation, map);
    const [heat, looked] = [sumOf(map), sumOf(density)];
    if (heat === 0) return NO_HEAT;
    if (looked === 0) return NO_DENSITY;
    const value =
      direction === 'gaze-map'
        ? divergence(density, looked, map, heat, epsilon)
        : divergence(map, heat, density, looked, epsilon);
    return { value: Math.max(0, value) };
  },
});

function divergence(a: Heatmap, sumA: number, b: Heatmap, sumB: number, epsilon: number): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (a.data[i] <= 0) continue;
    const share = a.data[i] / sumA;
    sum += share * Math.log(epsilon + share / (epsilon + Math.max(0, b.data[i]) / sumB));
  }
  return sum;
}

/** Filters may leave a rounding below 0, which is no heat. */
function sumOf({ data }: Heatmap): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) if (data[i] > 0) sum += data[i];
  return sum;
}
