import type { Box, BlankReason } from '@camscope/core';
import { csvLine } from '../files/csv.ts';
import { float32 } from '../measure/rows.ts';

/** What is known of one heatmap of a run, beside its measurements. */
export interface MapRecord {
  readonly model: string;
  readonly image: string;
  readonly patient?: string;
  readonly class: string;
  readonly method: string;
  readonly layer?: string;
  /** The raw map's file, relative to the run; absent when it failed. */
  readonly file?: string;
  readonly gives?: 'map' | 'attribution';
  /** What it spans, in pixels of the frame. */
  readonly region?: Box;
  /** The class's logit and probability. */
  readonly score?: number;
  readonly probability?: number;
  readonly blank?: BlankReason;
  /** Runs of the network that it took, in images. */
  readonly passes?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The best region's box, by segmenter. */
  readonly boxes?: Readonly<Record<string, Box>>;
  readonly failure?: string;
}

const COLUMNS: Readonly<Record<string, (map: MapRecord) => string | number | undefined>> = {
  model: (map) => map.model,
  image: (map) => map.image,
  patient: (map) => map.patient,
  class: (map) => map.class,
  method: (map) => map.method,
  layer: (map) => map.layer,
  map: (map) => map.file,
  gives: (map) => map.gives,
  x0: (map) => map.region?.x0,
  y0: (map) => map.region?.y0,
  x1: (map) => map.region?.x1,
  y1: (map) => map.region?.y1,
  score: (map) => float32(map.score),
  probability: (map) => float32(map.probability),
  blank: (map) => map.blank,
  passes: (map) => map.passes,
  facts: (map) => map.facts && JSON.stringify(map.facts),
  boxes: (map) => map.boxes && JSON.stringify(map.boxes),
  failure: (map) => map.failure,
};

export const mapsHeader = csvLine(Object.keys(COLUMNS));

export function mapsLine(map: MapRecord): string {
  return csvLine(Object.values(COLUMNS).map((column) => column(map)));
}
