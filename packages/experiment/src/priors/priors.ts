import { floatTensor, type Box, type Dataset, type Sample } from '@camscope/core';
import { createRandom } from '@camscope/statistics';
import type { MapOptions } from '../measure/heatmap-of.ts';
import type { Candidate, Claim } from '../measure/task.ts';

/**
 * Guesses that know nothing of the image, for every table to be read against. Leave-one-out: what they know of a
 * class comes from the boxes of other patients (of other images, where the data names no patients).
 */
export const priorNames = ['mean-box', 'density-peak', 'centre-box', 'uniform', 'random', 'chance'] as const;
export type PriorName = (typeof priorNames)[number];

/** What each prior is, in words. */
export const priorTitles: Readonly<Record<PriorName, { title: string; summary: string }>> = {
  'mean-box': { title: 'Mean box', summary: "The mean of the other patients' boxes of the class" },
  'density-peak': {
    title: 'Density of boxes',
    summary: "How often the other patients' boxes cover each place",
  },
  'centre-box': { title: 'Centre box', summary: 'The middle 80 % of width and height, about both lungs' },
  uniform: { title: 'Uniform map', summary: 'The same heat everywhere' },
  random: { title: 'Random map', summary: 'Noise of 7 × 7 places, enlarged as the map of a network is' },
  chance: { title: 'Chance', summary: 'What a map that knows nothing gets on average' },
};

/** Cells along each side of the density of boxes. */
const GRID = 128;
/** Cells along each side of a random map, enlarged as a map of a network is. */
const RANDOM_GRID = 7;
/** Share of width and height that the centre box leaves out on each side: what is left holds both lungs. */
const MARGIN = 0.1;

export interface PriorOptions {
  readonly names: readonly PriorName[];
  readonly seed: number;
  /** How the maps are finished. */
  readonly map: MapOptions;
}

/** The priors of a dataset: made once, then asked for each finding. */
export class Priors {
  readonly #names: readonly PriorName[];
  readonly #seed: number;
  readonly #map: MapOptions;
  readonly #labels = new Map<string, Label>();

  constructor(dataset: Dataset, { names, seed, map }: PriorOptions) {
    this.#names = names;
    this.#seed = seed;
    this.#map = map;
    for (const sample of dataset.samples)
      for (const { label, boxes, confounder } of sample.annotations)
        for (const box of confounder ? [] : boxes)
          this.#labelOf(label).add(groupOf(sample), relative(box, sample.frame));
  }

  /** What every prior claims of one finding. */
  candidatesOf(sample: Sample, label: string): Candidate[] {
    return this.#names.map((name): Candidate => {
      return { name, kind: 'prior', model: '', claim: this.#claim(name, sample, label) };
    });
  }

  #claim(name: PriorName, sample: Sample, label: string): Claim {
    const { frame } = sample;
    const region = { x0: 0, y0: 0, x1: frame.width, y1: frame.height };
    switch (name) {
      case 'mean-box':
        return boxClaim(label, this.#labelOf(label).meanBox(groupOf(sample)), frame);
      case 'centre-box':
        return boxClaim(label, { x0: MARGIN, y0: MARGIN, x1: 1 - MARGIN, y1: 1 - MARGIN }, frame);
      case 'density-peak': {
        const density = this.#labelOf(label).density(groupOf(sample));
        if (!density) return nothing('map');
        return { is: 'map', raw: floatTensor(density, [1, GRID, GRID]), region, how: this.#map };
      }
      case 'random': {
        const random = createRandom((this.#seed ^ hashOf(`${sample.id}\n${label}`)) >>> 0);
        const data = Float32Array.from({ length: RANDOM_GRID ** 2 }, () => random.real());
        return { is: 'map', raw: floatTensor(data, [1, RANDOM_GRID, RANDOM_GRID]), region, how: this.#map };
      }
      case 'uniform':
        return { is: 'uniform' };
      case 'chance':
        return { is: 'chance' };
    }
  }

  #labelOf(label: string): Label {
    let known = this.#labels.get(label);
    if (!known) this.#labels.set(label, (known = new Label()));
    return known;
  }
}

/** The boxes of one label, in shares of width and height, by patient. */
class Label {
  readonly #boxes = new Map<string, Box[]>();
  #density: Float64Array | undefined;

  add(group: string, box: Box): void {
    const boxes = this.#boxes.get(group);
    if (boxes) boxes.push(box);
    else this.#boxes.set(group, [box]);
  }

  meanBox(without: string): Box | undefined {
    let n = 0;
    const sum = { x0: 0, y0: 0, x1: 0, y1: 0 };
    for (const [group, boxes] of this.#boxes) {
      if (group === without) continue;
      for (const box of boxes) {
        n++;
        for (const edge of EDGES) sum[edge] += box[edge];
      }
    }
    return n === 0 ? undefined : { x0: sum.x0 / n, y0: sum.y0 / n, x1: sum.x1 / n, y1: sum.y1 / n };
  }

  /** How many of the others' boxes cover each cell, row-major [GRID, GRID]. */
  density(without: string): Float32Array | undefined {
    if ([...this.#boxes.keys()].every((group) => group === without)) return undefined;
    this.#density ??= [...this.#boxes.values()].flat().reduce(cover(1), new Float64Array(GRID * GRID));
    const own = this.#boxes.get(without) ?? [];
    return new Float32Array(own.reduce(cover(-1), this.#density.slice()));
  }
}

const EDGES = ['x0', 'y0', 'x1', 'y1'] as const;

/** Adds `weight` to the cells whose centres a box covers. */
function cover(weight: number) {
  const cell = (edge: number) => Math.min(GRID, Math.max(0, Math.ceil(edge * GRID - 0.5)));
  return (counts: Float64Array, box: Box): Float64Array => {
    for (let y = cell(box.y0); y < cell(box.y1); y++)
      for (let x = cell(box.x0); x < cell(box.x1); x++) counts[y * GRID + x] += weight;
    return counts;
  };
}

function nothing(of: 'map' | 'annotation'): Claim {
  return { is: 'none', of, reason: 'No other patient has a box of this class', failed: false };
}

function boxClaim(label: string, box: Box | undefined, frame: Sample['frame']): Claim {
  if (!box) return nothing('annotation');
  const { width, height } = frame;
  const scaled = { x0: box.x0 * width, y0: box.y0 * height, x1: box.x1 * width, y1: box.y1 * height };
  return { is: 'annotation', annotation: { label, boxes: [scaled] } };
}

function relative(box: Box, { width, height }: Sample['frame']): Box {
  return { x0: box.x0 / width, y0: box.y0 / height, x1: box.x1 / width, y1: box.y1 / height };
}

function groupOf({ patient, id }: Sample): string {
  return patient === undefined ? `image ${id}` : `patient ${patient}`;
}

/** FNV-1a, 32 bits: the same finding has the same noise in every run. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
