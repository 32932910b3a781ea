import { defineAgreement, defineFeature, defineMetric } from '@camscope/core';
import { z } from 'zod';
import { mean } from './mean.ts';

/** The share of pixels at or above each level. */
const levels = defineMetric({
  id: 'levels',
  title: 'Pixels at levels',
  needs: 'map',
  scoreDirection: 'none',
  range: [0, 1],
  options: z.strictObject({
    at: z.array(z.number()),
    give: z.enum(['all', 'one']).default('all'),
    declare: z.enum(['all', 'one']).default('all'),
  }),
  names: ({ at }) => at.map(String),
  thresholds: ({ at, declare }) => ({ of: 'heat', at: declare === 'one' ? at.slice(0, 1) : at }),
  share: 'heat',
  measure: ({ map }, { at, give }) =>
    (give === 'one' ? at.slice(0, 1) : at).map((level) => ({
      value: map.data.filter((heat) => heat >= level).length / map.data.length,
    })),
});

/** The share of the annotated boxes that is in the mask; by chance, the boxes' share of the frame. */
const covered = defineMetric({
  id: 'covered',
  title: 'Covered',
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  measure: ({ segmentation, annotation }) => {
    const { mask } = segmentation!;
    const [{ x0, y0, x1, y1 }] = annotation.boxes;
    let inside = 0;
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) inside += mask.data[y * mask.width + x];
    return { value: inside / ((x1 - x0) * (y1 - y0)) };
  },
  chance: ({ boxes: [{ x0, y0, x1, y1 }] }, { width, height }) => ({
    value: ((x1 - x0) * (y1 - y0)) / (width * height),
  }),
});

/** The map's mean where the reader looked, less that where readers of others looked. */
const looked = defineMetric({
  id: 'looked',
  title: 'Looked',
  needs: 'map',
  truth: 'fixations',
  scoreDirection: 'higher',
  range: [-1, 1],
  options: z.strictObject({ most: z.int().default(100) }),
  others: ({ most }) => most,
  measure: ({ map: { width, height, data }, annotation, others = new Float64Array() }) => {
    if (others.length === 0) return { value: null, reason: 'nobody looked at others' };
    const heat = (x: number, y: number) => data[Math.floor(y) * width + Math.floor(x)];
    const places = Array.from({ length: others.length / 2 }, (_, i) =>
      heat(others[2 * i] * width, others[2 * i + 1] * height),
    );
    return { value: mean(annotation.fixations!.map(({ x, y }) => heat(x, y))) - mean(places) };
  },
});

/** Intersection over union of masks. */
const overlap = defineAgreement({
  id: 'overlap',
  title: 'Overlap',
  needs: 'segmentation',
  scoreDirection: 'higher',
  range: [0, 1],
  compare: (a, b) => {
    const [one, other] = [a.segmentation!.mask, b.segmentation!.mask];
    const both = one.data.filter((inside, i) => inside === 1 && other.data[i] === 1).length;
    const either = area(one) + area(other) - both;
    return either === 0 ? { value: null, reason: 'both are empty' } : { value: both / either };
  },
});

/** One minus the mean difference of two maps. */
const likeness = defineAgreement({
  id: 'likeness',
  title: 'Likeness',
  needs: 'map',
  scoreDirection: 'higher',
  range: [0, 1],
  options: z.strictObject({ mood: z.enum(['good', 'broken', 'infinite']).default('good') }),
  compare: (a, b, { mood }) => {
    if (mood === 'broken') throw new Error('broken measure');
    if (mood === 'infinite') return { value: Infinity };
    const [one, other] = [a.map!.data, b.map!.data];
    return { value: 1 - one.reduce((sum, heat, i) => sum + Math.abs(heat - other[i]), 0) / one.length };
  },
});

/** How much more heat the second map has. */
const rise = defineAgreement({
  id: 'rise',
  title: 'Rise',
  needs: 'map',
  ordered: true,
  scoreDirection: 'none',
  range: [-1, 1],
  compare: (a, b) => ({ value: mean([...b.map!.data]) - mean([...a.map!.data]) }),
});

/** The boxes' share of the frame. */
const size = defineFeature({
  id: 'size',
  title: 'Size',
  scoreDirection: 'none',
  range: [0, 1],
  options: z.strictObject({ mood: z.enum(['good', 'broken', 'infinite']).default('good') }),
  measure: ({ boxes }, { width, height }, { mood }) => {
    if (mood === 'broken') throw new Error('broken feature');
    if (mood === 'infinite') return { value: Infinity };
    if (boxes.length === 0) return { value: null, reason: 'no box' };
    const areas = boxes.map(({ x0, y0, x1, y1 }) => (x1 - x0) * (y1 - y0));
    return { value: areas.reduce((sum, one) => sum + one, 0) / (width * height) };
  },
});

export const measuresOfMaps = [levels, covered, looked, overlap, likeness, rise, size] as const;

function area({ data }: { data: Uint8Array }): number {
  return data.reduce((sum, inside) => sum + inside, 0);
}
