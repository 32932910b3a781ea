import {
  baselineOption,
  baselinesOf,
  defineAgreement,
  defineClassificationMetric,
  defineExplainer,
  defineFaithfulness,
  defineFeature,
  defineFilter,
  defineMetric,
  type Faith,
  type FaithfulnessInput,
  type Heatmap,
  type Predictions,
  type Raster,
} from '@camscope/core';
import { channelMasks, composedMasks, type MaskComposition } from '@camscope/masks';
import { average, channelSum, direction, gradient, mul, straightLine, sub } from '@camscope/onnx/expressions';
import { z } from 'zod';

const area = (mask: { data: Uint8Array }) => mask.data.reduce((sum, inside) => sum + inside, 0);
const count = (data: Float32Array, test: (heat: number) => boolean) => data.filter(test).length;

/** Every activation squared: where `grad-cam` has 2x on the mirror network, it has 2x². */
const squares = defineExplainer({
  id: 'squares',
  title: 'Squares',
  map: ({ activations }) => channelSum(mul(activations, activations)),
});

/** Hides one channel at a time. */
const hiding = defineExplainer({
  id: 'hiding',
  title: 'Hiding channels',
  perturb: ({ mask }) => ({
    masks: channelMasks(),
    of: 'activations',
    keep: sub(1, mask),
    fill: { kind: 'value', value: 0 },
    scoreSpace: 'logit',
    weigh: ({ masked, image }) => masked.map((score) => image - score),
  }),
});

/** Hides one of five rows of a grid over the image at a time. */
const strips = defineExplainer({
  id: 'strips',
  title: 'Hiding strips',
  perturb: ({ mask }) => ({
    masks: composedMasks({ recipe: { name: 'strips' }, combine: 'sum', over: stripsOver }),
    of: 'image',
    keep: sub(1, mask),
    fill: { kind: 'value', value: 0 },
    scoreSpace: 'logit',
    weigh: ({ masked, image }) => masked.map((score) => image - score),
  }),
});

function stripsOver(height: number, width: number): MaskComposition {
  const rows = Array.from({ length: 5 }, (_, strip) =>
    Float32Array.from({ length: height }, (_, y) => (Math.floor((5 * y) / height) === strip ? 1 : 0)),
  );
  return {
    count: rows.length,
    grid: [1, 1],
    rows,
    columns: [new Float32Array(width).fill(1)],
    mask: (index) => ({ grid: Float32Array.of(1), row: index, column: 0 }),
  };
}

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
      value: count(map.data, (heat) => heat >= level) / map.data.length,
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

const classification = { scoreDirection: 'higher', range: [0, 1] } as const;

/** How far the positive cases' mean probability lies above the negative ones'. */
const separation = defineClassificationMetric({
  ...classification,
  id: 'separation',
  title: 'Separation',
  options: z.strictObject({ throws: z.boolean().default(false) }),
  measure: ({ truths, probabilities }, { throws }) => {
    const of = (truth: number) => [...probabilities].filter((_, i) => truths[i] === truth);
    const [negative, positive] = [of(0), of(1)];
    if (positive.length > 0 && negative.length > 0) return { value: mean(positive) - mean(negative) };
    if (throws) throw new Error('one class alone');
    return { value: null, reason: 'one class alone' };
  },
});

/** The share of positive cases, with an interval of the level's width. */
const prevalence = defineClassificationMetric({
  ...classification,
  id: 'prevalence',
  title: 'Prevalence',
  measure: ({ truths }) => ({ value: mean([...truths]) }),
  interval: ({ truths }: Predictions, level) => [
    mean([...truths]) - level / 2,
    mean([...truths]) + level / 2,
  ],
});

/** How much probability is lost with what the map shows. */
const loss = defineFaithfulness({
  id: 'loss',
  title: 'Loss',
  scoreDirection: 'higher',
  range: [-1, 1],
  options: z.strictObject({
    mood: z.enum(['good', 'broken', 'sudden', 'infinite', 'none']).default('good'),
  }),
  evaluate: (input, { mood }) => {
    // Before there is a promise.
    if (mood === 'sudden') throw new Error('sudden');
    if (mood === 'broken') return Promise.reject(new Error('broken test'));
    if (mood === 'infinite') return Promise.resolve({ value: Infinity });
    return mood === 'none' ? Promise.resolve({ value: null, reason: 'nothing to lose' }) : lossOf(input);
  },
});

async function lossOf({ image, map, forward, probability }: FaithfulnessInput): Promise<Faith> {
  const without = { ...image, data: image.data.map((value, i) => value * (1 - map.data[i])) };
  const [before, after] = (await forward([image, without])).map(probability);
  return {
    value: before - after,
    curve: [
      [0, before],
      [1, after],
    ],
  };
}

/** The heat of the map at half the light, and what its representation is, added up; less 100 where a map is not found again. */
const dimmed = defineFaithfulness({
  id: 'dimmed',
  title: 'Dimmed',
  scoreDirection: 'none',
  range: [-100, Infinity],
  asks: ['maps', 'representations'],
  evaluate: async ({ image, map, explain, represent }) => {
    const half = { ...image, data: image.data.map((value) => value / 2) };
    const [[again, other], [layers]] = await Promise.all([explain!([image, half]), represent!([half])]);
    const sums = [other.data, layers].map((data) => data.reduce((sum, value) => sum + Math.abs(value), 0));
    const isSame = map.data.every((heat, i) => heat === again.data[i]);
    return { value: sums[0] + sums[1] - (isSame ? 0 : 100) };
  },
});

const weighed = (map: Heatmap, by: Raster): Heatmap => ({
  ...map,
  data: map.data.map((heat, i) => (heat * by.data[i]) / by.white),
});

/** The map times the radiograph. */
const lit = defineFilter({
  id: 'lit',
  title: 'Lit',
  needs: 'image',
  filter: (map, _, { image }) => weighed(map, image!),
});

/** The map times a picture. */
const masked = defineFilter({
  id: 'masked',
  title: 'Masked',
  options: z.strictObject({ by: z.string().optional() }),
  file: ({ by }) => by,
  filter: (map, _, { file }) => (file ? weighed(map, file) : map),
});

const choosy = defineFilter({
  id: 'choosy',
  title: 'Refuses maps of which most is hot',
  filter: (map) => {
    if (count(map.data, (heat) => heat > 0.5) > map.data.length / 2) throw new Error('too hot');
    return map;
  },
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Integrated Gradients in one step. */
const fromBaselines = defineExplainer({
  id: 'from-baselines',
  title: 'From baselines',
  gives: 'attribution',
  options: z.strictObject({ baseline: baselineOption.default(0) }),
  map: ({ image, score }, { baseline }) =>
    average(straightLine(baselinesOf(baseline), 1), mul(direction, gradient(score, image))),
});

/** What the tests of single stages use, beside what every study of the tests does. */
export const parts = [
  ...[
    squares,
    fromBaselines,
    hiding,
    strips,
    levels,
    covered,
    looked,
    overlap,
    likeness,
    rise,
    size,
    separation,
    prevalence,
    loss,
    dimmed,
  ],
  ...[lit, masked, choosy],
] as const;
