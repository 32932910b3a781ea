import { describe, expect, it } from 'vitest';
import { floatTensor, type Expression, type FloatTensor } from '@camscope/core';
import {
  compile,
  contextOf,
  createModel,
  departures,
  devices,
  Graph,
  locateHead,
  NAMES,
  readModel,
  selfExplaining,
} from '@camscope/onnx';
import * as words from '@camscope/onnx/expressions';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

/** A = (x, −2x), the second layer B = |A|; logits = mean pool of B · W. */
const model = createModel({
  nodes: [
    { op: 'Conv', inputs: ['image', 'k'], outputs: ['a'] },
    { op: 'Abs', inputs: ['a'], outputs: ['b'] },
    { op: 'GlobalAveragePool', inputs: ['b'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: { k: tensor([1, -2], [2, 1, 1, 1]), w: tensor([0.5, 0.25, -1, 1.5], [2, 2]) },
  inputs: [{ name: 'image', type: 'float32', dims: ['n', 1, 2, 3] }],
  outputs: [{ name: 'logits' }],
});
const images = [
  [1, 2, 0.5, -1.5, 0.25, -0.75],
  [-0.125, 1, 1.75, 2, -2, 0.5],
];
/** The image and the class of each row: one image is explained twice. */
const rows = [
  [1, 0],
  [0, 1],
  [1, 1],
];

/** What a row is written from, in float64. */
interface Row {
  readonly x: readonly number[];
  readonly a: readonly number[];
  /** ∂score/∂A. */
  readonly g: readonly number[];
  readonly s: number;
  readonly logits: readonly number[];
}

const rowOf = ([image, target]: readonly number[]): Row => {
  const x = images[image];
  const a = [...x, ...x.map((value) => -2 * value)];
  const weights = [
    [0.5, 0.25],
    [-1, 1.5],
  ];
  const mean = x.reduce((sum, value) => sum + Math.abs(value), 0) / 6;
  const logits = [0, 1].map((k) => mean * weights[0][k] + 2 * mean * weights[1][k]);
  const g = a.map((value, i) => (Math.sign(value) * weights[i < 6 ? 0 : 1][target]) / 6);
  return { x, a, g, s: logits[target], logits };
};

const { image, activations, logits, score, layers } = contextOf({ layers: 2 });
const g = words.gradient(score, activations);
const places = [0, 1, 2, 3, 4, 5];
const times = (p: readonly number[], q: readonly number[]) => p.map((value, i) => value * q[i]);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const shares = (values: readonly number[]) =>
  values.map((value) => Math.exp(value) / total(values.map((other) => Math.exp(other))));
/** Along the width of maps of two rows of three. */
const inThrees = (a: readonly number[], of: (three: readonly number[]) => number | readonly number[]) =>
  Array.from({ length: a.length / 3 }, (_, i) => of(a.slice(3 * i, 3 * i + 3))).flat();

/** Every word: what it gives of each row, beside its channels, height and width. */
const table: [string, Expression, readonly [number, number, number], (row: Row) => readonly number[]][] = [
  ['image', image, [1, 2, 3], ({ x }) => x],
  ['activations', activations, [2, 2, 3], ({ a }) => a],
  ['layers', words.add(layers[0], layers[1]), [2, 2, 3], ({ a }) => a.map((v) => v + Math.abs(v))],
  ['logits', logits, [2, 1, 1], (row) => row.logits],
  ['score', score, [1, 1, 1], ({ s }) => [s]],
  ['gradient', g, [2, 2, 3], (row) => row.g],
  [
    'stop',
    words.gradient(words.mul(score, words.stop(score)), activations),
    [2, 2, 3],
    (row) => row.g.map((v) => v * row.s),
  ],
  [
    'pick',
    words.pick(
      words.slice(words.flattened(image), 'width', 0, 2),
      words.identity(words.transposed(words.flattened(activations))),
    ),
    [1, 2, 2],
    ({ x }) => [x[1], x[0], x[0], x[1]],
  ],
  [
    'of a layer',
    words.gradient(score, layers[1]),
    [2, 2, 3],
    (row) => row.g.map((v, i) => v * Math.sign(row.a[i])),
  ],
  ['add', words.add(g, image), [2, 2, 3], (row) => row.g.map((v, i) => v + row.x[i % 6])],
  ['sub', words.sub(score, logits), [2, 1, 1], ({ s, logits }) => logits.map((v) => s - v)],
  ['mul', words.mul(g, activations), [2, 2, 3], (row) => times(row.g, row.a)],
  [
    'div',
    words.div(1, words.add(image, 0.125)),
    [1, 2, 3],
    ({ x }) => x.map((v) => (v === -0.125 ? 0 : 1 / (v + 0.125))),
  ],
  ['max', words.max(activations, image), [2, 2, 3], ({ a, x }) => a.map((v, i) => Math.max(v, x[i % 6]))],
  ['min', words.min(score, image), [1, 2, 3], ({ s, x }) => x.map((v) => Math.min(s, v))],
  ['clip', words.clip(image, -1, 0.5), [1, 2, 3], ({ x }) => x.map((v) => Math.min(Math.max(v, -1), 0.5))],
  ['less', words.less(image, 0.5), [1, 2, 3], ({ x }) => x.map((v) => Number(v < 0.5))],
  ['relu', words.relu(g), [2, 2, 3], (row) => row.g.map((v) => Math.max(v, 0))],
  ['positive', words.positive(g), [2, 2, 3], (row) => row.g.map((v) => Number(v > 0))],
  ['abs', words.abs(g), [2, 2, 3], (row) => row.g.map(Math.abs)],
  ['exp', words.exp(image), [1, 2, 3], ({ x }) => x.map(Math.exp)],
  ['log', words.log(words.abs(image)), [1, 2, 3], ({ x }) => x.map((v) => Math.log(Math.abs(v)))],
  ['sqrt', words.sqrt(words.abs(image)), [1, 2, 3], ({ x }) => x.map((v) => Math.sqrt(Math.abs(v)))],
  ['sigmoid', words.sigmoid(image), [1, 2, 3], ({ x }) => x.map((v) => 1 / (1 + Math.exp(-v)))],
  ['tanh', words.tanh(image), [1, 2, 3], ({ x }) => x.map(Math.tanh)],
  [
    'sum',
    words.sum(g, 'channels', 'width'),
    [1, 2, 1],
    (row) => [0, 1].map((h) => total(row.g.filter((_, i) => Math.floor(i / 3) % 2 === h))),
  ],
  ['mean', words.mean(activations, 'width'), [2, 2, 1], ({ a }) => inThrees(a, (three) => total(three) / 3)],
  [
    'largest',
    words.largest(activations, 'channels', 'height', 'width'),
    [1, 1, 1],
    ({ a }) => [Math.max(...a)],
  ],
  [
    'smallest',
    words.smallest(activations, 'width'),
    [2, 2, 1],
    ({ a }) => inThrees(a, (three) => Math.min(...three)),
  ],
  ['softmax', words.softmax(activations, 'width'), [2, 2, 3], ({ a }) => inThrees(a, shares)],
  [
    'softmax of maps',
    words.softmax(activations, 'height', 'width'),
    [2, 2, 3],
    ({ a }) => [...shares(a.slice(0, 6)), ...shares(a.slice(6))],
  ],
  [
    'spatialMean',
    words.spatialMean(g),
    [2, 1, 1],
    (row) => [0, 6].map((k) => total(row.g.slice(k, k + 6)) / 6),
  ],
  [
    'spatialSum',
    words.spatialSum(activations),
    [2, 1, 1],
    ({ a }) => [0, 6].map((k) => total(a.slice(k, k + 6))),
  ],
  ['channelSum', words.channelSum(activations), [1, 2, 3], ({ a }) => places.map((i) => a[i] + a[i + 6])],
  ['channelMean', words.channelMean(g), [1, 2, 3], (row) => places.map((i) => (row.g[i] + row.g[i + 6]) / 2)],
  [
    'channelMax',
    words.channelMax(activations),
    [1, 2, 3],
    ({ a }) => places.map((i) => Math.max(a[i], a[i + 6])),
  ],
  [
    'matmul',
    words.matmul(words.flattened(g), words.transposed(words.flattened(activations))),
    [1, 2, 2],
    (row) =>
      [0, 6].flatMap((r) => [0, 6].map((c) => total(times(row.g.slice(r, r + 6), row.a.slice(c, c + 6))))),
  ],
  ['transposed', words.transposed(image), [1, 3, 2], ({ x }) => [0, 3, 1, 4, 2, 5].map((i) => x[i])],
  ['flattened', words.flattened(activations), [1, 2, 6], ({ a }) => a],
  ['mapsLike', words.mapsLike(words.flattened(g), activations), [2, 2, 3], (row) => row.g],
  [
    'identity',
    words.add(words.identity(words.transposed(words.flattened(g))), score),
    [1, 2, 2],
    ({ s }) => [1 + s, s, s, 1 + s],
  ],
  [
    'principal',
    words.abs(words.principal(image, 6)),
    [1, 1, 3],
    ({ x }) => {
      const [one, two] = [x.slice(0, 3), x.slice(3)];
      const [a, b, d] = [total(times(one, one)), total(times(one, two)), total(times(two, two))];
      const eigenvalue = (a + d + Math.hypot(a - d, 2 * b)) / 2;
      const length = Math.hypot(eigenvalue - d, b);
      return one.map((value, i) => Math.abs((eigenvalue - d) * value + b * two[i]) / length);
    },
  ],
  ['slice', words.slice(activations, 'channels', 1), [1, 2, 3], ({ a }) => a.slice(6)],
  [
    'slice of columns',
    words.slice(image, 'width', 0, 2),
    [1, 2, 2],
    ({ x }) => [0, 1, 3, 4].map((i) => x[i]),
  ],
  [
    'minMax',
    words.minMax(g),
    [2, 2, 3],
    (row) => row.g.map((v) => (v - Math.min(...row.g)) / (Math.max(...row.g) - Math.min(...row.g))),
  ],
  [
    'upsample',
    words.upsample(words.spatialSum(activations), image),
    [2, 2, 3],
    ({ a }) => [0, 6].flatMap((k) => places.map(() => total(a.slice(k, k + 6)))),
  ],
  ['original', words.original, [1, 2, 3], ({ x }) => x],
];

const probing = probed(model);

async function compiled(expression: Expression) {
  const graph = await probing;
  const head = locateHead(graph);
  const targets = ['a', 'b'].map((tensor) => ({ tensor, view: { kind: 'channels-first' as const } }));
  return { graph, head, targets, together: true, expression };
}

describe('every word, for rows that share images', () => {
  it('is in the table', () => {
    const names = Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    // Words of tokens are tried on a transformer.
    const others = [
      'headWeights',
      'average',
      'variance',
      'backdrop',
      'gaussian',
      'input',
      'random',
      'discarded',
      'readout',
      'tokenMaps',
    ];
    const samples = ['blurs', 'gaussianNoise', 'randomMixes', 'straightLine'];
    expect(
      names.filter(
        (name) => ![...others, ...samples].includes(name) && !table.some(([word]) => word === name),
      ),
    ).toEqual([]);
  });

  it.each(table)('%s', async (_, expression, shape, reference) => {
    const { draft, inputs } = compile(await compiled(expression), { indexed: true });
    const feeds = {
      image: tensor(images.flat(), [2, 1, 2, 3]),
      ...(inputs.class !== undefined && {
        [NAMES.class]: tensor(
          rows.map(([, target]) => target),
          [3, 1],
        ),
        [NAMES.index]: {
          type: 'int64' as const,
          dims: [3],
          data: BigInt64Array.from(rows, ([row]) => BigInt(row)),
        },
      }),
    };
    const { [NAMES.map]: map } = await runOnce(draft.toSource(inMemory(model)), feeds);
    const expected = inputs.class === undefined ? [0, 1].map((i) => rowOf([i, 0])) : rows.map(rowOf);
    expect(map.dims).toEqual([expected.length, ...shape]);
    expectClose(map, expected.flatMap(reference));
  });

  it('runs on CUDA, and in a network that explains itself', async () => {
    const every = table.map(([, expression]) => words.sum(expression, 'channels', 'height', 'width'));
    const request = await compiled(
      words.mul(
        image,
        every.reduce((a, b) => words.add(a, b)),
      ),
    );
    const indexed = compile(request, { indexed: true }).draft.toSource(inMemory(model)).proto;
    expect(departures(new Graph(readModel(indexed)), devices.cuda)).toEqual([]);
    const { draft, outputs } = selfExplaining({ ...request, attribution: true, classInput: true });
    const given = {
      image: tensor(images.flat(), [2, 1, 2, 3]),
      class: { type: 'int64' as const, dims: [2], data: BigInt64Array.of(1n, 0n) },
    };
    const { [outputs.heatmap]: heatmap } = await runOnce(draft.toSource(inMemory(model)), given);
    const expected = [rowOf([0, 1]), rowOf([1, 0])].flatMap((row) => {
      const sum = total(table.flatMap(([, , , reference]) => reference(row)));
      const shown = row.x.map((value) => Math.abs(value * sum));
      const [low, high] = [Math.min(...shown), Math.max(...shown)];
      return shown.map((value) => (value - low) / (high - low));
    });
    expectClose(heatmap, expected);
  });
});

describe('words that do not fit', () => {
  it.each<[string, Expression, RegExp]>([
    [
      'shapes',
      words.add(words.transposed(image), image),
      /'add' does not take[^]*\[N,1,3,2\] and \[N,1,2,3\]/,
    ],
    ['factors', words.matmul(image, image), /'matmul' does not take[^]*width of the first/],
    ['places', words.mapsLike(image, activations), /'mapsLike' does not take/],
    ['maps', words.principal(activations, 4), /'principal' does not take[^]*as `flattened` makes/],
    ['parts', words.slice(image, 'width', 2, 4), /'slice'[^]*a part of 0 to 3, not for 2 to 4/],
  ])('%s are refused', async (_, expression, message) => {
    const request = await compiled(expression);
    expect(() => compile(request)).toThrow(message);
  });

  it('attention is refused where the network shows none', () => {
    expect(() => contextOf().attentions).toThrow(/reads attention[^]*set_fused_attn/);
  });
});

function expectClose({ data }: { readonly data: ArrayLike<number | bigint> }, expected: readonly number[]) {
  expect(data).toHaveLength(expected.length);
  expected.forEach((value, i) =>
    expect(Math.abs(Number(data[i]) - value), `element ${i}`).toBeLessThan(2e-6 * (1 + Math.abs(value))),
  );
}

function tensor(numbers: number[], dims: number[]): FloatTensor {
  return floatTensor(Float32Array.from(numbers), dims);
}
