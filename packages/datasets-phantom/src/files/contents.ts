import { createHash } from 'node:crypto';
import type { Box, MaskRuns } from '@camscope/core';
import type { PhantomOptions } from '../options.ts';
import { type Label, labels } from '../spec/labels.ts';

/** Raised when a seed gives other pixels than before. */
const GENERATOR = 1;

/** One written image and what is known of it. */
export interface Entry {
  readonly file: string;
  readonly patient: string;
  readonly seed: number;
  readonly findings: readonly { readonly label: Label; readonly mask: MaskRuns }[];
  readonly marker?: Box;
}

/** What decides the pixels. */
export type ImageOptions = Pick<
  PhantomOptions,
  'count' | 'seed' | 'size' | 'findings' | 'secondViews' | 'marker' | 'markerLabel' | 'format'
>;

/** Name of the folder of the images that these options make. */
export function contentKey(options: ImageOptions): string {
  const { count, seed, size, findings, secondViews, marker, markerLabel, format } = options;
  const carrier = marker === 'label' ? markerLabel : '';
  const prevalence = labels.map((label) => findings[label]);
  const content = [GENERATOR, count, seed, size, prevalence, secondViews, marker, carrier, format];
  return `phantom-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`;
}
