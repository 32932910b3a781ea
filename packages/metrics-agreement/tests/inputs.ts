import { readFileSync } from 'node:fs';
import {
  type Agreement,
  type AgreementInput,
  type Box,
  type Heatmap,
  type Measurement,
  type OptionsSchema,
  parseOptions,
} from '@camscope/core';
import { rasteriseBoxes } from '@camscope/pixels';

/** A file that tools/reference/agreement.py wrote. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export function heatmap(width: number, height: number, data: ArrayLike<number>): Heatmap {
  return { width, height, data: Float32Array.from(data) };
}

/** Regions with these boxes in an image of 12 × 12 pixels, best first. */
export function regions(...boxes: Box[]): AgreementInput {
  const size = 12;
  const found = boxes.map((box) => ({ box, area: 1, meanHeat: 1, score: 1 }));
  return { segmentation: { regions: found, mask: rasteriseBoxes(boxes, size, size), thresholds: [] } };
}

/** Compared with these options and the defaults of the others. */
export function compare<Schema extends OptionsSchema>(
  agreement: Agreement<Schema>,
  a: AgreementInput,
  b: AgreementInput,
  options: Record<string, unknown> = {},
): Measurement {
  return agreement.compare(a, b, parseOptions(agreement, options));
}

/** The value where there must be one. */
export function valueOf(...compared: Parameters<typeof compare>): number {
  const measurement = compare(...compared);
  if (measurement.value === null) throw new Error(measurement.reason);
  return measurement.value;
}
