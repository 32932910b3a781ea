import { randomOf } from '../numeric/random.ts';
import { drawBuild, drawFilm, drawGas, drawPose } from './draw-body.ts';
import { drawFinding } from './draw-finding.ts';
import { drawMarkerSpec } from './draw-marker.ts';
import { type Label, labels } from './labels.ts';
import { phantomSeed } from './seed.ts';
import type { PhantomSpec } from './spec.ts';

/** How a phantom is drawn by lot. */
export interface SpecOptions {
  /** Probability in [0, 1] of each finding, independent of the others. */
  readonly prevalence: Readonly<Record<Label, number>>;
  /** When there is a marker: by lot with probability ½ (`random`, the default), or with this finding and only then. */
  readonly marker?: 'none' | 'random' | Label;
  /** 0 for the first radiograph of this body; others show it in another pose, on another film. */
  readonly view?: number;
}

/** The phantom of a seed: an unsigned integer of 32 bits. */
export function specOf(seed: number, { prevalence, marker = 'random', view = 0 }: SpecOptions): PhantomSpec {
  const lots = randomOf(seed, 'findings');
  // One lot each, whether needed or not: a finding's prevalence changes no other finding.
  const present = labels.filter((label) => lots() < prevalence[label]);
  const heart = randomOf(seed, 'heart');
  const [normal, enlarged] = [heart.between(0.39, 0.485), heart.between(0.565, 0.69)];
  const viewSeed = view === 0 ? seed : phantomSeed(seed, view);
  const markerLots = randomOf(viewSeed, 'marker');
  const byLot = markerLots.chance(0.5);
  const marked = marker === 'random' ? byLot : marker !== 'none' && present.includes(marker);
  return {
    seed,
    viewSeed,
    build: drawBuild(randomOf(seed, 'build')),
    pose: drawPose(randomOf(viewSeed, 'pose')),
    heart: {
      ratio: present.includes('Cardiomegaly') ? enlarged : normal,
      rightShare: heart.between(0.29, 0.37),
    },
    gas: drawGas(randomOf(seed, 'gas')),
    film: drawFilm(randomOf(viewSeed, 'film')),
    findings: present.flatMap((label) => drawFinding(label, randomOf(seed, label))),
    ...(marked && { marker: drawMarkerSpec(markerLots) }),
  };
}
