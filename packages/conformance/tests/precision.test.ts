import { PrecisionGate, productFeeds, productProbe } from '@camscope/core';
import { createModel, readModel, type NodeInput } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, test } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** How a device rounds what it multiplies, in operators of the CPU. */
const ROUNDING: Record<string, (x: string) => NodeInput[]> = {
  float32: (x) => [{ op: 'Identity', inputs: [x], outputs: [`${x} rounded`] }],
  // Dekker's splitting: what is left of 24 bits are 11, the first of which is implied.
  tf32: (x) => [
    { op: 'Mul', inputs: [x, 'factor'], outputs: [`${x} wide`] },
    { op: 'Sub', inputs: [`${x} wide`, x], outputs: [`${x} low`] },
    { op: 'Sub', inputs: [`${x} wide`, `${x} low`], outputs: [`${x} rounded`] },
  ],
  float16: (x) => castThrough(x, 10),
  bfloat16: (x) => castThrough(x, 16),
};

const forExact = (to: string) => `It rounds to ${to} what it multiplies, and exact products are asked for`;
const HALF = {
  exact: forExact('half precision'),
  tf32: 'It rounds to half precision what it multiplies, and TF32 is asked for',
};

test.each<{ type: string; exact?: string; tf32?: string }>([
  { type: 'float32' },
  { type: 'tf32', exact: forExact('TF32') },
  { type: 'float16', ...HALF },
  { type: 'bfloat16', ...HALF },
])('a device that multiplies in $type is refused where more is asked for', async ({ type, exact, tf32 }) => {
  const device = new PrecisionGate('cpu', () => openRounding(type));
  const reasonFor = async (asked: 'exact' | 'tf32') =>
    (await device.judge(['gpu'], asked)).refused[0]?.reason;
  expect([await reasonFor('exact'), await reasonFor('tf32')]).toEqual([exact, tf32]);
  expect(await device.of('gpu', 'exact')).toBe(type === 'float32' ? 'exact' : 'tf32');
});

test('the CPU is not measured, and what was measured is not measured again', async () => {
  let opened = 0;
  const gate = new PrecisionGate('cpu', () => (opened++, openRounding('tf32')));
  expect(await gate.judge(['cpu', 'gpu', 'gpu', 'cpu'], 'exact')).toMatchObject({
    trusted: ['cpu'],
    refused: [{ provider: 'gpu' }],
  });
  await gate.judge(['gpu'], 'exact');
  expect(opened).toBe(1);
});

test('a device that starts and fails at work is refused, with what it says', async () => {
  const { refused } = await new PrecisionGate('cpu', openFailing).judge(['gpu'], 'exact');
  expect(refused).toEqual([
    { provider: 'gpu', reason: expect.stringMatching(/^It starts, and cannot compute: .*Reshape node/) },
  ]);
});

test('a real session on the CPU computes the probe exactly', async () => {
  const open = () => runtime.open({ proto: productProbe, external: new Map() }, { provider: 'cpu' });
  expect(await new PrecisionGate('none', open).of('cpu', 'exact')).toBe('exact');
});

/** The probe's inputs, and a node that cannot be run. */
function openFailing() {
  const proto = createModel({
    nodes: [{ op: 'Reshape', inputs: ['rows', 'shape'], outputs: ['products'] }],
    initializers: { shape: { type: 'int64', dims: [1], data: BigInt64Array.of(7n) } },
    inputs: Object.entries(productFeeds()).map(([name, { type, dims }]) => ({
      name,
      type,
      dims: dims.map(String),
    })),
    outputs: [{ name: 'products' }],
  });
  return runtime.open({ proto, external: new Map() }, { provider: 'cpu' });
}

/** The probe on a device that rounds. */
function openRounding(type: string) {
  const { graph } = readModel(productProbe);
  const feeds = Object.entries(productFeeds());
  const nodes = graph.nodes.map(({ op, inputs, outputs }) => ({
    ...{ op, outputs },
    inputs: inputs.map((name) => `${name} rounded`),
  }));
  const proto = createModel({
    nodes: [...feeds.flatMap(([name]) => ROUNDING[type](name)), ...nodes],
    initializers: { factor: { type: 'float32', dims: [], data: Float32Array.of(2 ** 13 + 1) } },
    inputs: feeds.map(([name, { type, dims }]) => ({ name, type, dims: [...dims] })),
    outputs: graph.outputs.map(({ name }) => ({ name })),
  });
  return runtime.open({ proto, external: new Map() }, { provider: 'cpu', optimization: 'disabled' });
}

/** @param to number of an ONNX element type. */
function castThrough(x: string, to: number): NodeInput[] {
  return [
    { op: 'Cast', inputs: [x], outputs: [`${x} cast`], attributes: { to } },
    { op: 'Cast', inputs: [`${x} cast`], outputs: [`${x} rounded`], attributes: { to: 1 } },
  ];
}
