import { createModel } from '@camscope/onnx';
import { floatTensor } from '@camscope/core';
import { encodeNpy } from '@camscope/pipeline';
import { expect, it } from 'vitest';
import { columns, run, table } from './running.ts';
import { annotated, STUDY } from './support.ts';

/** As `mirror`, of an image divided by its brightest pixel: of a black one 0/0. */
const divided = createModel({
  nodes: [
    { op: 'ReduceMax', inputs: ['x'], outputs: ['most'], attributes: { axes: [1, 2, 3], keepdims: 1 } },
    { op: 'Div', inputs: ['x', 'most'], outputs: ['shares'] },
    { op: 'Conv', inputs: ['shares', 'kernel'], outputs: ['maps'] },
    { op: 'GlobalAveragePool', inputs: ['maps'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    kernel: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
    w: floatTensor(Float32Array.of(16, -16, 0, -16, 16, 0), [2, 3]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 4, 4] }],
  outputs: [{ name: 'logits' }],
});
const SCORES =
  'NOT_FINITE: The scores of the network are not finite; found: Of 3 values 3 NaN; do: Check its weights, and the values of the image';
const list = ['a.raw', 'b.raw', 'c.raw'].map((id) => ({
  id,
  annotations: annotated('Bright'),
  labels: { Bright: 1 as const, Dark: 0 as const },
}));

it('an image of which a network makes no numbers is missing with the reason, and no other is', async () => {
  const study = STUDY.replace(
    'metrics:',
    'classification: [prevalence]\nfaithfulness: [loss]\nsanity: { metrics: [likeness], checks: [random-logit] }\nmetrics:',
  );
  const { out, result } = await run({ study, list, 'mirror.onnx': divided, 'b.raw': new Uint8Array(16) });
  expect(result).toMatchObject({ maps: 3, failedMaps: 1 });
  for (const [name, value] of [
    ['scores.csv', 'value'],
    ['maps.csv', 'score'],
    ['predictions.csv', 'logit'],
    ['sanity.csv', 'value'],
  ]) {
    const lines = (await table(out, name)).filter(({ image }) => image !== '');
    expect(lines.length, name).toBeGreaterThanOrEqual(3);
    for (const line of lines) {
      const reason = line.reason || line.failure || '';
      if (line.image === 'b.raw') expect([name, line[value], reason]).toEqual([name, '', SCORES]);
      else expect([name, Number.isFinite(Number(line[value] || NaN)), reason]).toEqual([name, true, '']);
    }
  }
  // Without what its map shows, an image is black too.
  const faithfulness = await table(out, 'faithfulness.csv');
  expect(columns(faithfulness, 'image', 'value', 'reason')).toEqual([
    `a.raw  ${SCORES.replace('Of 3', 'Of 6')}`,
    'b.raw  There is no map',
    `c.raw  ${SCORES.replace('Of 3', 'Of 6')}`,
  ]);
});

it('a map that holds no numbers is missing with the reason, and counts as failed', async () => {
  const study = STUDY.replace(/models:\n.*\n/, '').replace(
    'methods: [grad-cam]',
    'imports: [{ as: nan, files: nan.npy }, { as: infinite, files: infinite.npy }, { as: sound, files: sound.npy }]',
  );
  const map = (...odd: number[]) =>
    encodeNpy(
      floatTensor(
        Float32Array.from({ length: 16 }, (_, i) => odd[i] ?? i),
        [4, 4],
      ),
    );
  const { out, result } = await run({
    study,
    list: list.slice(0, 1),
    'nan.npy': map(NaN, NaN),
    'infinite.npy': map(-Infinity, NaN),
    'sound.npy': map(),
  });
  expect(result).toMatchObject({ maps: 3, failedMaps: 2 });
  const reason = (found: string) =>
    `NOT_FINITE: The values of the map are not finite; found: Of 16 values ${found}; do: Check the method, or the weights of the network`;
  const expected = [
    `nan  ${reason('2 NaN')}`,
    `infinite  ${reason('1 NaN and 1 infinite')}`,
    expect.stringMatching(/^sound \d+ $/),
  ];
  expect(columns(await table(out, 'scores.csv'), 'method', 'value', 'reason')).toEqual(expected);
  const maps = await table(out, 'maps.csv');
  expect(maps.map(({ failure, blank }) => `${failure}${blank}`)).toEqual([
    reason('2 NaN'),
    reason('1 NaN and 1 infinite'),
    '',
  ]);
});
