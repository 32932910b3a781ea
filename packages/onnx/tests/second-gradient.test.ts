import { describe, expect, it } from 'vitest';
import { floatTensor, type Expression } from '@camscope/core';
import {
  compile,
  contextOf,
  createModel,
  locateHead,
  NAMES,
  selfExplaining,
  type NodeInput,
} from '@camscope/onnx';
import { gradient, mul, stop, sum } from '@camscope/onnx/expressions';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

const tensor = (numbers: readonly number[], dims: readonly number[]) =>
  floatTensor(Float32Array.from(numbers), dims);
const total = (x: Expression) => sum(x, 'channels', 'height', 'width');
const { image, activations, score } = contextOf();
const images = [
  [1, 2, -0.5, 0.25],
  [-1, 0.5, 3, 1.5],
];
/** The image and the class of each row. */
const rows = [
  [1, 0],
  [0, 1],
  [1, 1],
];

/** A = (x, −2x); logits = mean of A³, times W. */
const cubic = [
  { op: 'Conv', inputs: ['image', 'k'], outputs: ['a'] },
  { op: 'Mul', inputs: ['a', 'a'], outputs: ['squared'] },
  { op: 'Mul', inputs: ['squared', 'a'], outputs: ['cubed'] },
  { op: 'GlobalAveragePool', inputs: ['cubed'], outputs: ['pooled'] },
  { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
  { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
];
const w = [0.5, 0.25, -1, 1.5];

const networkOf = (nodes: readonly NodeInput[]) =>
  createModel({
    nodes,
    initializers: { k: tensor([1, -2], [2, 1, 1, 1]), w: tensor(w, [2, 2]) },
    inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 2] }],
    outputs: [{ name: 'logits' }],
  });

async function requestOf(model: Uint8Array, expression: Expression) {
  const graph = await probed(model);
  const targets = [{ tensor: 'a', view: { kind: 'channels-first' as const } }];
  return { graph, head: locateHead(graph), targets, expression };
}

async function valuesOf(expression: Expression, model = networkOf(cubic)): Promise<number[]> {
  const { draft } = compile(await requestOf(model, expression), { indexed: true });
  const { [NAMES.map]: map } = await runOnce(draft.toSource(inMemory(model)), {
    image: tensor(images.flat(), [2, 1, 2, 2]),
    [NAMES.class]: tensor(
      rows.map(([, target]) => target),
      [3, 1],
    ),
    [NAMES.index]: { type: 'int64', dims: [3], data: BigInt64Array.from(rows, ([row]) => BigInt(row)) },
  });
  return Array.from(map.data as Float32Array);
}

/** Of each row, of each of its maps, of each place: what a formula gives of A and the weight of the map. */
const onPaper = (formula: (a: number, weight: number) => number) =>
  rows.flatMap(([row, target]) =>
    [0, 1].flatMap((k) => images[row].map((x) => formula([1, -2][k] * x, w[2 * k + target]))),
  );

const close = (found: readonly number[], expected: readonly number[]) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));
};

describe('the gradient of what holds a gradient', () => {
  const g = gradient(score, activations);

  it('is the Hessian times a vector where that is a constant', async () => {
    // ∂score/∂A = 3wA²/4, its gradient 6wA/4.
    close(
      await valuesOf(gradient(total(mul(g, stop(activations))), activations)),
      onPaper((a, k) => (6 * k * a * a) / 4),
    );
  });

  it('counts all that hangs on the tensor', async () => {
    close(
      await valuesOf(gradient(total(mul(g, activations)), activations)),
      onPaper((a, k) => (9 * k * a * a) / 4),
    );
    close(await valuesOf(gradient(mul(score, score), activations)), await valuesOf(mul(2, mul(score, g))));
  });

  it('goes on to the image, and there are third ones', async () => {
    const across = await valuesOf(gradient(total(mul(g, stop(activations))), image));
    const perMap = onPaper((a, k) => (6 * k * a * a) / 4);
    const expected = rows.flatMap((_, r) =>
      images[0].map((_, i) => perMap[8 * r + i] - 2 * perMap[8 * r + 4 + i]),
    );
    close(across, expected);
    const second = gradient(total(g), activations);
    close(
      await valuesOf(gradient(total(second), activations)),
      onPaper((_, k) => (6 * k) / 4),
    );
  });

  it('is 0 where nothing bends', async () => {
    const linear = networkOf([
      { op: 'Conv', inputs: ['image', 'k'], outputs: ['a'] },
      { op: 'GlobalAveragePool', inputs: ['a'], outputs: ['pooled'] },
      ...cubic.slice(4),
    ]);
    const found = await valuesOf(gradient(total(mul(g, stop(activations))), activations), linear);
    expect(new Set(found.map(Math.abs))).toEqual(new Set([0]));
  });

  it('needs one number for each row', async () => {
    const request = await requestOf(networkOf(cubic), gradient(g, activations));
    expect(() => compile(request)).toThrow(/'gradient' does not take[^]*\[N,2,2,2\][^]*a sum over all axes/);
  });

  it('survives in a network that explains itself', async () => {
    const hessian = gradient(total(mul(g, stop(activations))), activations);
    const map = sum(hessian, 'channels');
    const model = networkOf(cubic);
    const request = { ...(await requestOf(model, map)), attribution: false, classInput: true };
    const { draft, outputs } = selfExplaining(request);
    const { [outputs.heatmap]: heatmap } = await runOnce(draft.toSource(inMemory(model)), {
      image: tensor(images[1], [1, 1, 2, 2]),
      class: { type: 'int64', dims: [1], data: BigInt64Array.of(1n) },
    });
    const summed = images[1].map((x) => 6 * w[1] * x * x + 6 * w[3] * 4 * x * x);
    const [low, high] = [Math.min(...summed), Math.max(...summed)];
    close(
      Array.from(heatmap.data as Float32Array),
      summed.map((value) => (value - low) / (high - low)),
    );
  });
});
