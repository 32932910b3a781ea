import type { Box, Dataset, Sample } from '@camscope/core';

/** A box in shares of width and height, 0 to 1. */
export type Shares = Box;

export const EDGES = ['x0', 'y0', 'x1', 'y1'] as const;

/**
 * The boxes of each label by patient, so that a guess leaves out those of the same patient (of the same image, where the
 * data name no patients). Confounders are no findings.
 */
export class BoxesOfOthers {
  readonly #labels = new Map<string, Map<string, Shares[]>>();

  constructor({ samples }: Dataset) {
    for (const sample of samples)
      for (const { label, boxes, confounder } of sample.annotations)
        for (const box of confounder ? [] : boxes)
          this.#groupOf(label, sample).push(relative(box, sample.frame));
  }

  /** Those of the label on other patients. */
  *boxes(sample: Sample, label: string): Generator<Shares> {
    const own = groupOf(sample);
    for (const [group, boxes] of this.#labels.get(label) ?? []) if (group !== own) yield* boxes;
  }

  /** Those of the label on this patient. */
  own(sample: Sample, label: string): readonly Shares[] {
    return this.#labels.get(label)?.get(groupOf(sample)) ?? [];
  }

  /** Those of the label on any patient. */
  *all(label: string): Generator<Shares> {
    for (const boxes of this.#labels.get(label)?.values() ?? []) yield* boxes;
  }

  #groupOf(label: string, sample: Sample): Shares[] {
    let groups = this.#labels.get(label);
    if (!groups) this.#labels.set(label, (groups = new Map()));
    const group = groupOf(sample);
    let boxes = groups.get(group);
    if (!boxes) groups.set(group, (boxes = []));
    return boxes;
  }
}

function relative(box: Box, { width, height }: Sample['frame']): Shares {
  return { x0: box.x0 / width, y0: box.y0 / height, x1: box.x1 / width, y1: box.y1 / height };
}

function groupOf({ patient, id }: Sample): string {
  return patient === undefined ? `image ${id}` : `patient ${patient}`;
}
