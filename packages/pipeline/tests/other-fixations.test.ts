import { defineMetric, type Annotation, type Sample } from '@camscope/core';
import { otherFixations } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const metric = (most?: number) => ({
  name: 'looked',
  contribution: defineMetric({
    id: 'looked',
    title: 'Looked',
    needs: 'map',
    truth: 'fixations',
    scoreDirection: 'none',
    range: [0, 1],
    options: z.strictObject({}),
    ...(most === undefined ? {} : { others: () => most }),
    measure: () => ({ value: 0 }),
  }),
  options: {},
});

const at = (x: number, y: number) => ({ x, y, weight: 1, sigmaX: 1, sigmaY: 1 });
const looked = (label: string, reader: string, fixations = [at(1, 2), at(3, 4)]): Annotation => ({
  ...{ label, reader, fixations },
  boxes: [],
});
const sample = (id: string, patient: string | undefined, ...annotations: Annotation[]): Sample => ({
  ...{ id, patient, annotations, labels: {} },
  image: `/${id}`,
  frame: { width: 10, height: 20 },
});
const data = (...samples: Sample[]) => ({ labels: [], notes: [], samples });
const placesOf = (found: Float64Array | undefined) =>
  Array.from({ length: (found?.length ?? 0) / 2 }, (_, i) => `${found![2 * i]} ${found![2 * i + 1]}`).sort();

describe('where readers looked on images of others', () => {
  it('is left to no metric that does not ask', () => {
    const own = sample('a', undefined, looked('Nodule', 'ann'));
    expect(otherFixations([metric()], data(own, sample('b', undefined)), 0)(own)).toBeUndefined();
  });

  it('leaves out the same image and other images of the same patient, in shares of each frame', () => {
    const own = sample('a', 'p', looked('Nodule', 'ann'));
    const wide = { ...sample('c', 'q', looked('Mass', 'bob', [at(1, 2)])), frame: { width: 100, height: 4 } };
    const others = otherFixations([metric(99)], data(own, sample('b', 'p', looked('Mass', 'bob')), wide), 0);
    expect(placesOf(others(own))).toEqual(['0.01 0.5']);
    expect(placesOf(others(wide))).toEqual(['0.1 0.1', '0.1 0.1', '0.3 0.2', '0.3 0.2']);
  });

  it('counts a reading once, though it stands for several labels', () => {
    const read = sample(
      'b',
      undefined,
      looked('Nodule', 'ann'),
      looked('Mass', 'ann'),
      looked('Mass', 'bob'),
    );
    const own = sample('a', undefined);
    expect(otherFixations([metric(99)], data(own, read), 0)(own)).toHaveLength(2 * 4);
  });

  it('passes over confounders and what is faulty', () => {
    const odd = [
      { ...looked('Nodule', 'ann'), confounder: true },
      { ...looked('Mass', 'ann', []), fault: 'odd' },
    ];
    const own = sample('a', undefined);
    expect(otherFixations([metric(99)], data(own, sample('b', undefined, ...odd)), 0)(own)).toHaveLength(0);
  });

  it('is a draw without replacement, which the seed and the image decide', () => {
    const many = Array.from({ length: 50 }, (_, i) => at(i / 5, 0));
    const [a, b] = ['a', 'b'].map((id) => sample(id, undefined));
    const all = data(a, b, sample('c', undefined, looked('Nodule', 'ann', many)));
    const draw = (seed: number, of = a) => otherFixations([metric(7), metric(3)], all, seed)(of)!;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(1)).not.toEqual(draw(1, b));
    expect(new Set(placesOf(draw(1))).size).toBe(7);
  });
});
