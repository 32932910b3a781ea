import { baselineOption, baselinesOf, defineExplainer } from '@camscope/core';
import { channelMasks, composedMasks, type MaskComposition } from '@camscope/masks';
import { average, channelSum, direction, gradient, mul, straightLine, sub } from '@camscope/onnx/expressions';
import { z } from 'zod';

/** Every activation squared: where `grad-cam` has 2x on the mirror network, it has 2x². */
const squares = defineExplainer({
  id: 'squares',
  title: 'Squares',
  map: ({ activations }) => channelSum(mul(activations, activations)),
});

/** The mean of several methods' maps as they are. */
const averaging = defineExplainer({
  id: 'average',
  title: 'Average',
  takes: 'many',
  combine: () => ({ join: 'mean' }),
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

/** Integrated Gradients in one step. */
const fromBaselines = defineExplainer({
  id: 'from-baselines',
  title: 'From baselines',
  gives: 'attribution',
  options: z.strictObject({ baseline: baselineOption.default(0) }),
  map: ({ image, score }, { baseline }) =>
    average(straightLine(baselinesOf(baseline), 1), mul(direction, gradient(score, image))),
});

export const explainers = [squares, averaging, fromBaselines, hiding, strips] as const;
