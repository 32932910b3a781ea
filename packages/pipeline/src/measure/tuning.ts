import { parseOptions, type Annotation, type Heatmap, type Tuned, type TuningFinding } from '@camscope/core';
import { annotatedMask } from '@camscope/pixels';
import type { Chosen } from '../chosen.ts';
import { readFor, refusalOf } from './truth.ts';

/** Options of a segmenter that were tuned for a class, all of them; or why there are none. Plain data. */
export type TunedOptions =
  { readonly options: Readonly<Record<string, unknown>> } | { readonly reason: string };

/** What is tuned on of one finished map. */
export interface TuningCase {
  readonly map: Heatmap;
  readonly label: string;
  /** What was drawn of that label. */
  readonly annotations: readonly Annotation[];
  /** Only what this reader drew; every reader where nothing is said. */
  readonly reader?: string;
}

/**
 * The finding, once for each reader; what may give it away is none.
 * @param passOver hears of what cannot be tuned on.
 */
export function* tuningFindings(
  { map, label, annotations, reader }: TuningCase,
  passOver: (reason: string) => void,
): Generator<TuningFinding> {
  const drawn = annotations.filter(({ confounder }) => !confounder);
  for (const annotation of readFor('regions', drawn)) {
    if (reader !== undefined && annotation.reader !== reader) continue;
    const refusal = refusalOf('regions', annotation);
    if (refusal) passOver(refusal.reason);
    else yield { label, map, truth: annotatedMask(annotation, map.width, map.height) };
  }
}

/**
 * The options with which a segmenter cuts a class at its tuned threshold.
 * @throws CamscopeError CONFIG_INVALID where the segmenter takes none.
 */
export function tunedOptions(
  { contribution, options }: Chosen<'segmenter'>,
  label: string,
  all: readonly Pick<Tuned, 'label' | 'best'>[],
): TunedOptions {
  const best = all.find((tuned) => tuned.label === label)?.best ?? null;
  if (best === null) return { reason: `No threshold was tuned for ${label}` };
  const own = contribution.tuned!({ [label]: best });
  return { options: parseOptions(contribution, { ...options, ...own }) as Record<string, unknown> };
}
