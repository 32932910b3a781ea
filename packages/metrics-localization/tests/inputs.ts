import { readFileSync } from 'node:fs';
import {
  type Annotation,
  type Box,
  type Heatmap,
  type Mask,
  type Measurement,
  type Metric,
  type MetricInput,
  type OptionsSchema,
  parseOptions,
  type Segmentation,
} from '@camscope/core';
import { rasteriseBoxes } from '@camscope/pixels';

/** A file that tools/reference/localization.py wrote. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

export function box(x0: number, y0: number, x1: number, y1: number): Box {
  return { x0, y0, x1, y1 };
}

export function heatmap(width: number, height: number, data: ArrayLike<number>): Heatmap {
  return { width, height, data: Float32Array.from(data) };
}

/** A map drawn in digits: heat = digit / 9. */
export function draw(...rows: string[]): Heatmap {
  return heatmap(
    rows[0].length,
    rows.length,
    [...rows.join('')].map((digit) => Number(digit) / 9),
  );
}

export function annotation(...boxes: Box[]): Annotation {
  return { label: 'Nodule', boxes };
}

export function segmented(boxes: readonly Box[], width: number, height = width): Segmentation {
  const regions = boxes.map((region) => ({ box: region, area: 1, meanHeat: 1, score: 1 }));
  return { regions, mask: rasteriseBoxes(boxes, width, height), thresholds: [] };
}

export function segmentedMask(mask: Mask): Segmentation {
  return { regions: [], mask, thresholds: [] };
}

type AnyMetric<Schema extends OptionsSchema> = Metric<Schema>;

/** Measured with these options and the defaults of the others. */
export function measure<Schema extends OptionsSchema>(
  metric: AnyMetric<Schema>,
  input: MetricInput,
  options: Record<string, unknown> = {},
): Measurement | readonly Measurement[] {
  return metric.measure(input, parseOptions(metric, options));
}

/** The number of a metric that must give one. */
export function valueOf<Schema extends OptionsSchema>(
  metric: AnyMetric<Schema>,
  input: MetricInput,
  options?: Record<string, unknown>,
): number {
  const [value, ...others] = valuesOf(metric, input, options);
  if (value === null || others.length > 0) throw new Error(`${metric.id} has no single value`);
  return value;
}

export function valuesOf<Schema extends OptionsSchema>(
  metric: AnyMetric<Schema>,
  input: MetricInput,
  options?: Record<string, unknown>,
): (number | null)[] {
  return [measure(metric, input, options)].flat().map(({ value }) => value);
}
