import {
  parseOptions,
  type Fixation,
  type Heatmap,
  type Measurement,
  type MetricInput,
} from '@camscope/core';
import plugin from '@camscope/metrics-gaze';

export const metrics = plugin.contributes.flatMap((one) => (one.kind === 'metric' ? [one] : []));

export function heatmap(width: number, height: number, data: ArrayLike<number>): Heatmap {
  return { width, height, data: Float32Array.from(data) };
}

/** A narrow fixation in the middle of a pixel. */
export function at(x: number, y: number, weight = 1, sigma = 0.1): Fixation {
  return { x: x + 0.5, y: y + 0.5, weight, sigmaX: sigma, sigmaY: sigma };
}

export function input(
  map: Heatmap,
  fixations: readonly Fixation[],
  others: readonly number[] = [],
): MetricInput {
  return { map, annotation: { label: 'Nodule', boxes: [], fixations }, others: Float64Array.from(others) };
}

/** Measured with these options and the defaults of the others. */
export function measure(id: string, given: MetricInput, options: Record<string, unknown> = {}): Measurement {
  const metric = metrics.find((one) => one.id === id)!;
  return metric.measure(given, parseOptions(metric, options)) as Measurement;
}
