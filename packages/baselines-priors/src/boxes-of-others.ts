import type { Box, Dataset, Sample } from '@camscope/core';

/** A box in shares of width and height, 0 to 1. */
export type Shares = Box;

/** Edges of boxes one after the other, x0, y0, x1, y1 in shares. */
export type Edges = Float64Array;

export const SIDES = 4;

/**
 * The boxes of each label by patient, so that a guess leaves out those of the same patient (of the same image, where the
 * data name no patients). Confounders are no findings.
 */
export class BoxesOfOthers {
  readonly #labels = new Map<string, BoxesOfLabel>();

  constructor({ samples }: Dataset) {
    for (const sample of samples) {
      for (const { label, boxes, confounder } of sample.annotations) {
        if (confounder || boxes.length === 0) continue;
        let known = this.#labels.get(label);
        if (!known) this.#labels.set(label, (known = new BoxesOfLabel()));
        for (const box of boxes) known.add(groupOf(sample), relative(box, sample.frame));
      }
    }
  }

  /** Those of the label on other patients: all that stand before this one's, and all after. */
  others(sample: Sample, label: string): readonly Edges[] {
    return this.#labels.get(label)?.without(groupOf(sample)) ?? [];
  }

  /** Those of the label on this patient. */
  own(sample: Sample, label: string): Edges {
    return this.#labels.get(label)?.of(groupOf(sample)) ?? NONE;
  }

  /** Those of the label on any patient. */
  all(label: string): Edges {
    return this.#labels.get(label)?.all ?? NONE;
  }
}

const NONE: Edges = new Float64Array(0);

/** The boxes of one label, those of a patient beside each other. */
class BoxesOfLabel {
  readonly #groups = new Map<string, number[]>();
  #laid?: { readonly all: Edges; readonly places: ReadonlyMap<string, readonly [from: number, to: number]> };

  add(group: string, { x0, y0, x1, y1 }: Shares): void {
    const edges = this.#groups.get(group);
    if (edges) edges.push(x0, y0, x1, y1);
    else this.#groups.set(group, [x0, y0, x1, y1]);
  }

  get all(): Edges {
    return this.#inPlace().all;
  }

  of(group: string): Edges {
    const { all, places } = this.#inPlace();
    return all.subarray(...(places.get(group) ?? [0, 0]));
  }

  without(group: string): readonly Edges[] {
    const { all, places } = this.#inPlace();
    const [from, to] = places.get(group) ?? [0, 0];
    return [all.subarray(0, from), all.subarray(to)];
  }

  #inPlace() {
    if (this.#laid) return this.#laid;
    const places = new Map<string, readonly [from: number, to: number]>();
    let from = 0;
    for (const [group, edges] of this.#groups) places.set(group, [from, (from += edges.length)]);
    return (this.#laid = { all: Float64Array.from([...this.#groups.values()].flat()), places });
  }
}

function relative(box: Box, { width, height }: Sample['frame']): Shares {
  return { x0: box.x0 / width, y0: box.y0 / height, x1: box.x1 / width, y1: box.y1 / height };
}

function groupOf({ patient, id }: Sample): string {
  return patient === undefined ? `image ${id}` : `patient ${patient}`;
}
