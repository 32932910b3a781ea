import type { Box, FloatTensor } from '@camscope/core';
import { reasonOf } from '@camscope/pipeline';
import type { Finding, PlannedImage } from '../plan/plan.ts';

/** What is kept of the maps of one method on one lot, beside the maps. JSON. */
export interface Explained {
  /** The execution provider that ran it; absent for heatmaps made elsewhere. */
  readonly provider?: string;
  /** Of each image of the unit, of each of its findings. */
  readonly images: readonly (readonly Explanation[])[];
}

/** What came of one finding. */
export type Explanation =
  | {
      /** Its name among the arrays: float32 [h,w] or [C,H,W]. */
      readonly array: string;
      /** What the map spans, in pixels of the sample's frame. */
      readonly region: Box;
      /** The logit; absent for a heatmap made elsewhere, like what follows. */
      readonly score?: number;
      readonly probability?: number;
      /** Images that went through the network for all findings of the image. */
      readonly passes?: number;
      /** What else the method tells of the map. */
      readonly facts?: Readonly<Record<string, unknown>>;
    }
  | { readonly failure: string };

/** What a method gave on one lot: what is kept, and the maps, float32 [1,h,w] or [C,H,W], by their arrays' names. */
export interface MadeMaps {
  readonly explained: Explained;
  readonly maps: ReadonlyMap<string, FloatTensor>;
}

/** Name of a map among the arrays of its lot. */
export function arrayOf({ stem }: PlannedImage, { target }: Finding): string {
  return `${stem}.${target}`;
}

export function failed(failure: unknown): Explanation {
  return { failure: reasonOf(failure) };
}

/** Whether a row's reason is a failure; a measure that has nothing to say gives a reason without a code. */
export function isFailure(reason: string): boolean {
  return /^[A-Z_]+:/.test(reason);
}

/** Whether what failed may succeed another time: what hangs on content fails again, or has another key by then. */
export function mayGo(reason: string): boolean {
  return reason.startsWith('RUNTIME_FAILED');
}

/** How many findings failed, and whether some of them may succeed another time. */
export function failuresIn({ images }: Explained): { failed?: number; again?: boolean } {
  const reasons = images.flat().flatMap((one) => ('failure' in one ? [one.failure] : []));
  if (reasons.length === 0) return {};
  return { failed: reasons.length, again: reasons.some(mayGo) || undefined };
}

/** Images that went through the network. */
export function passesIn({ images }: Explained): number {
  return images.reduce((sum, [first]) => sum + (first && 'passes' in first ? (first.passes ?? 0) : 0), 0);
}
