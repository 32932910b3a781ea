import {
  boxIou,
  type Annotation,
  type Box,
  type Dataset,
  type FloatTensor,
  type Sample,
} from '@camscope/core';
import { extentOf, type Size } from '@camscope/pixels';
import type { Chosen } from '../chosen.ts';
import { mapSchema } from '../finish/map-options.ts';
import { baselineCandidates } from '../measure/baseline-candidates.ts';
import type { Claim } from '../measure/candidate.ts';
import { sizedSamples } from './account.ts';
import { annotatedArea, type AnnotatedArea } from './annotated-area.ts';
import { findingBoxes, largestOf } from './finding-boxes.ts';
import { entryOf, groups } from './groups.ts';

/** How well guesses that know nothing of the image find what was drawn. */
export interface TrivialPriors {
  /** The size that all images were taken to have, where the size of none is known: the least that holds all boxes. */
  readonly takenAs?: Size;
  readonly labels: readonly PriorsOfLabel[];
}

export interface PriorsOfLabel {
  readonly label: string;
  /** What readers drew of it, on images whose size is known. */
  readonly findings: number;
  readonly priors: readonly PriorMean[];
}

/**
 * `iou`: of the largest box that is claimed, with the annotated box that it overlaps best. `hit`: whether the middle of the hottest
 * cell, the first in raster order of equal ones, is annotated; for chance, the annotated share of the image.
 */
export interface PriorMean {
  readonly prior: string;
  readonly measure: 'iou' | 'hit';
  readonly mean: number;
  /** Without those of which the prior has nothing to go by. */
  readonly findings: number;
}

/** What priors claim of a finding is measured against every reader, and averaged over findings. */
export function trivialPriors(
  data: Dataset,
  baselines: readonly Chosen<'baseline'>[],
  seed: number,
): TrivialPriors {
  const { samples, takenAs } = alike(data);
  const candidatesOf = baselineCandidates({
    baselines: baselines.filter(({ contribution }) => contribution.series === 'prior'),
    data: { ...data, samples },
    seed,
    how: mapSchema.parse({}),
  });
  const labels = new Map<string, Sums>();
  for (const sample of samples) {
    for (const [label, annotations] of findingsOf(sample)) {
      const sums = entryOf(labels, label, (): Sums => ({ findings: 0, means: new Map() }));
      const guesses = candidatesOf({ sample, label, annotations: sample.annotations })
        .filter(({ claim }) => !takenAs || claim.is !== 'chance')
        .flatMap(({ name, claim }) => guessOf(name, claim, sample.frame));
      for (const annotation of annotations) add(sums, guesses, annotation, sample.frame);
    }
  }
  return {
    takenAs,
    labels: data.labels.flatMap((label) => {
      const sums = labels.get(label);
      return sums ? [{ label, findings: sums.findings, priors: [...sums.means.values()].map(meanOf) }] : [];
    }),
  };
}

interface Sums {
  findings: number;
  readonly means: Map<string, Sum>;
}

interface Sum extends Pick<PriorMean, 'prior' | 'measure'> {
  sum: number;
  findings: number;
}

function add(sums: Sums, guesses: readonly Guess[], annotation: Annotation, frame: Size): void {
  const drawn = { boxes: findingBoxes(annotation), area: annotatedArea(annotation, frame) };
  sums.findings++;
  for (const { prior, measure, valueOf } of guesses) {
    const sum = entryOf(sums.means, prior, (): Sum => ({ prior, measure, sum: 0, findings: 0 }));
    sum.sum += valueOf(drawn);
    sum.findings++;
  }
}

function meanOf({ sum, ...rest }: Sum): PriorMean {
  return { ...rest, mean: sum / rest.findings };
}

/** What readers drew of each label, confounders left out. */
function findingsOf({ annotations }: Sample): Map<string, Annotation[]> {
  const drawn = annotations.filter((annotation) => findingBoxes(annotation).length > 0);
  return groups(drawn, ({ label }) => label);
}

interface Guess extends Pick<PriorMean, 'prior' | 'measure'> {
  valueOf(drawn: Drawn): number;
}

interface Drawn {
  readonly boxes: readonly Box[];
  readonly area: AnnotatedArea;
}

/** What a prior's claim says of where a finding is; nothing of one that says nothing. */
function guessOf(prior: string, claim: Claim, frame: Size): Guess[] {
  switch (claim.is) {
    case 'annotation': {
      const box = largestOf(claim.annotation.boxes);
      return [{ prior, measure: 'iou', valueOf: ({ boxes }) => bestIou(box, boxes) }];
    }
    case 'map': {
      const place = hottest(claim.raw, frame);
      return [{ prior, measure: 'hit', valueOf: ({ area }) => (place && area.holds(...place) ? 1 : 0) }];
    }
    case 'chance':
      return [{ prior, measure: 'hit', valueOf: ({ area }) => area.share }];
    case 'uniform':
    case 'none':
      return [];
  }
}

function bestIou(claimed: Box, annotated: readonly Box[]): number {
  return annotated.reduce((best, box) => Math.max(best, boxIou(claimed, box)), 0);
}

/** The middle of the hottest cell, in pixels of the frame; nothing where a map says nothing. */
function hottest(
  { data, dims: [, rows, columns] }: FloatTensor,
  { width, height }: Size,
): [x: number, y: number] | undefined {
  const extent = extentOf(data);
  if (!extent || extent.low === extent.high) return undefined;
  const cell = data.indexOf(extent.high);
  const row = Math.floor(cell / columns);
  return [((cell - row * columns + 0.5) * width) / columns, ((row + 0.5) * height) / rows];
}

/** The samples whose size is known; where none is, all, as if of the least size that holds all that was drawn. */
function alike(data: Dataset): { samples: readonly Sample[]; takenAs?: Size } {
  const { samples } = data;
  const sized = sizedSamples(data);
  if (sized.length > 0 || samples.length === 0) return { samples: sized };
  const longest = (side: keyof Size) => samples.reduce((most, { frame }) => Math.max(most, frame[side]), 1);
  const takenAs = { width: longest('width'), height: longest('height') };
  return { samples: samples.map((sample) => ({ ...sample, frame: takenAs })), takenAs };
}
