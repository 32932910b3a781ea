import { sizeOf, type FloatTensor } from '@camscope/core';
import {
  createModel,
  dialectOf,
  draftOf,
  Graph,
  random,
  readModel,
  type NodeInput,
  type OnnxNode,
} from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

const noise = (seed: number, dims: readonly number[]): FloatTensor => {
  const next = random(seed);
  return { type: 'float32', dims, data: Float32Array.from({ length: sizeOf(dims) }, () => 2 * next() - 1) };
};

/** Weights [M, C / group, …] of each convolution, all of which read one image of that many channels. */
const WEIGHTS: Readonly<Record<string, readonly number[]>> = {
  byThrees: [4, 6, 3, 3],
  byNines: [8, 6, 1, 2],
  oddOutputs: [6, 6, 3, 3],
  onePlace: [4, 6, 1, 1],
  grouped: [4, 3, 3, 3],
  uneven: [4, 6, 2, 2],
};
const ATTRIBUTES: Readonly<Record<string, NodeInput['attributes']>> = {
  byThrees: { pads: [1, 1, 1, 1], strides: [2, 1] },
  grouped: { group: 2 },
  uneven: { auto_pad: 'SAME_UPPER' },
};
const NAMES = Object.keys(WEIGHTS);

const network = (opset: number) =>
  createModel({
    opset,
    nodes: NAMES.map((name) => ({
      op: 'Conv',
      name,
      inputs: ['x', `${name}.w`, ...(name === 'byThrees' ? ['bias'] : [])],
      outputs: [name],
      attributes: ATTRIBUTES[name],
    })),
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 6, 7, 8] }],
    outputs: NAMES.map((name) => ({ name })),
    initializers: {
      bias: noise(1, [4]),
      ...Object.fromEntries(NAMES.map((name, i) => [`${name}.w`, noise(2 + i, WEIGHTS[name])])),
    },
  });

describe.each([9, 17])('convolutions of channels by threes, in operator set %d,', (opset) => {
  const bytes = network(opset);
  const written = async (...providers: string[]) => {
    const { draft } = draftOf(await probed(bytes), dialectOf(...providers));
    draft.setOutputs(NAMES.map((name) => ({ name })));
    return draft.toSource(inMemory(bytes));
  };
  const widened = (proto: Uint8Array) => {
    const graph = new Graph(readModel(proto));
    const isWider = ({ op, inputs }: OnnxNode) => op === 'Conv' && graph.producer(inputs[1])?.op === 'Pad';
    return graph.nodes.filter(isWider).map(({ name }) => name);
  };

  it('are given zeros for WebGPU where it is wrong, and give the same numbers', async () => {
    const [plain, wide] = [await written('cpu'), await written('webgpu')];
    expect(widened(plain.proto)).toEqual([]);
    expect(widened(wide.proto)).toEqual(['byThrees', 'byNines', 'uneven']);
    const x = noise(20, [3, 6, 7, 8]);
    const [expected, found] = [await runOnce(plain, { x }), await runOnce(wide, { x })];
    for (const name of NAMES) {
      expect(found[name].dims).toEqual(expected[name].dims);
      found[name].data.forEach((value, i) => expect(value).toBeCloseTo(Number(expected[name].data[i]), 5));
    }
  });

  it('keep what another dialect has made of them', async () => {
    const both = await written('cuda', 'webgpu');
    expect(widened(both.proto)).toEqual(['byThrees', 'byNines', 'uneven']);
    const uneven = readModel(both.proto).graph.nodes.find(({ name }) => name === 'uneven')!;
    expect(uneven.attribute('pads')).toEqual([1, 1, 1, 1]);
    const x = noise(20, [1, 6, 7, 8]);
    const [expected, found] = [await runOnce(await written(), { x }), await runOnce(both, { x })];
    found['uneven'].data.forEach((value, i) =>
      expect(value).toBeCloseTo(Number(expected['uneven'].data[i]), 5),
    );
  });
});
