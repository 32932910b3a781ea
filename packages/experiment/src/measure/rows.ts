import type { BlankReason, Box } from '@camscope/core';
import { csvLine } from '../files/csv.ts';
import type { CandidateKind } from './task.ts';

/** One measurement: image × model × class × method × segmenter × metric, and reader where there are several. */
export interface Row {
  /** Empty for a prior or a reader. */
  readonly model: string;
  readonly image: string;
  readonly patient?: string;
  /** In the data's spelling. */
  readonly class: string;
  readonly method: string;
  readonly kind: CandidateKind;
  readonly layer?: string;
  /** Empty for a metric of the map itself, and for regions that no segmenter made. */
  readonly segmenter: string;
  /** `<metric>` or `<metric>.<name>`. */
  readonly metric: string;
  /** Who drew the annotation, where the data says so. */
  readonly reader?: string;
  /** What the annotation is of: the finding, or something that may give it away. */
  readonly against: 'finding' | 'confounder';
  readonly value: number | null;
  /** Why there is no value. */
  readonly reason?: string;
  /** Why the map says nothing. */
  readonly blank?: BlankReason;
  /** The class's logit and probability; absent when the network did not run. */
  readonly score?: number;
  readonly probability?: number;
  /** Number of regions; absent for a metric of the map itself. */
  readonly regions?: number;
  /** The best region's box, in pixels of the original image. */
  readonly box?: Box;
  /** The value is missing because something failed, not because the metric has none to give. */
  readonly failed: boolean;
}

const COLUMNS: Readonly<Record<string, (row: Row) => string | number | null | undefined>> = {
  model: (row) => row.model,
  image: (row) => row.image,
  patient: (row) => row.patient,
  class: (row) => row.class,
  method: (row) => row.method,
  kind: (row) => row.kind,
  layer: (row) => row.layer,
  segmenter: (row) => row.segmenter,
  metric: (row) => row.metric,
  reader: (row) => row.reader,
  against: (row) => row.against,
  value: (row) => row.value,
  reason: (row) => row.reason,
  blank: (row) => row.blank,
  score: (row) => float32(row.score),
  probability: (row) => float32(row.probability),
  regions: (row) => row.regions,
  x0: (row) => row.box?.x0,
  y0: (row) => row.box?.y0,
  x1: (row) => row.box?.x1,
  y1: (row) => row.box?.y1,
};

export const scoresHeader = csvLine(Object.keys(COLUMNS));

export function scoresLine(row: Row): string {
  return csvLine(Object.values(COLUMNS).map((column) => column(row)));
}

/** The shortest of the decimal numbers that nine digits allow: enough for any float32. */
export function float32(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(9));
}
