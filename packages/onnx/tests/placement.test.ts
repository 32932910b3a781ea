import { readFileSync } from 'node:fs';
import { sizeOf, type FloatTensor } from '@camscope/core';
import {
  createModel,
  departures,
  devices,
  dialectOf,
  draftOf,
  Graph,
  random,
  readModel,
  unevenConvolutions,
  type ModelInput,
  type NodeInput,
} from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { inMemory } from './support/model-file.ts';
import { probed } from './support/probed.ts';
import { runOnce } from './support/run-once.ts';

const { cuda } = devices;

const node = (op: string, attributes: NodeInput['attributes'] = {}, inputs = ['x'], outputs = ['y']) => ({
  op,
  name: op.toLowerCase(),
  inputs,
  outputs,
  attributes,
});

function model(nodes: readonly NodeInput[], rest: Partial<ModelInput> = {}): Uint8Array {
  return createModel({
    nodes,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 2, 7, 8] }],
    outputs: [{ name: 'y' }],
    ...rest,
  });
}

function leaving(nodes: readonly NodeInput[], rest: Partial<ModelInput> = {}): string[] {
  const graph = new Graph(readModel(model(nodes, rest)));
  return departures(graph, cuda).map(({ node, why }) => `${node}: ${why}`);
}

const noise = (seed: number, dims: readonly number[]): FloatTensor => {
  const next = random(seed);
  return { type: 'float32', dims, data: Float32Array.from({ length: sizeOf(dims) }, () => 2 * next() - 1) };
};

describe('a node leaves CUDA', () => {
  it('where there is no kernel for its operator', () => {
    expect(leaving([node('Elu'), node('Hardmax', {}, ['y'], ['z'])])).toEqual([
      "Hardmax 'hardmax': CUDA of ONNX Runtime 1.30.0 has no kernel for it",
    ]);
  });

  it('where there is none for its operator set, also under the portable one', () => {
    const mod = node('Mod', { fmod: 1 }, ['x', 'x']);
    expect(leaving([mod], { opset: 10 })).toEqual([]);
    const newer = node('Cast', { to: 1, round_mode: 'up' }, ['x'], ['z']);
    expect(leaving([node('MaxPool', { kernel_shape: [2, 2] }), newer], { opset: 24, irVersion: 10 })).toEqual(
      ["MaxPool 'maxpool': CUDA of ONNX Runtime 1.30.0 has no kernel of operator set 24, but of 1 to 21"],
    );
    expect(leaving([node('MaxPool', { kernel_shape: [2, 2] })], { opset: 24, irVersion: 10 })).toEqual([]);
  });

  it('where there is none for its element types', () => {
    const nodes = [node('Cast', { to: 6 }, ['x'], ['whole']), node('Relu', {}, ['whole'])];
    expect(leaving(nodes)).toEqual([
      "Relu 'relu': CUDA of ONNX Runtime 1.30.0 has no kernel for int32 as input 1, but for float16, float32, float64",
    ]);
  });

  it.each([
    [{ pads: [1, 0, 1, 1] }, 'its pads [1, 0, 1, 1] differ before and after'],
    [{ auto_pad: 'SAME_LOWER' }, 'its pads are those of SAME_LOWER'],
  ])('where cuDNN lacks what it asks for: %j', (attributes, why) => {
    const rest = { initializers: { w: noise(1, [2, 3, 3, 3]) } };
    const asked = node('ConvTranspose', { strides: [2, 2], ...attributes }, ['x', 'w']);
    expect(leaving([asked], rest)).toEqual([`ConvTranspose 'convtranspose': ${why}`]);
    expect(leaving([node('ConvTranspose', { pads: [1, 0, 1, 0] }, ['x', 'w'])], rest)).toEqual([]);
  });

  it('but not where it tells of sizes alone, is computed once, or is written out as others', () => {
    const shape = [node('Shape', {}, ['x'], ['shape']), node('NonZero', {}, ['shape'], ['sizes'])];
    expect(leaving([...shape, node('Identity')])).toEqual([]);
    const once = node('Hardmax', {}, ['w'], ['hard']);
    const rest = { initializers: { w: noise(1, [2, 2]) }, opset: 18 };
    expect(leaving([once, node('Mish')], rest)).toEqual([]);
  });
});

it('what is only faster somewhere is written where all providers want it; what one needs, for all', () => {
  expect(dialectOf('cpu')).toEqual({ phases: true });
  expect(dialectOf('webgpu', 'cpu')).toEqual({ channelsByFours: true, symmetricPads: true });
  expect(dialectOf('wasm')).toEqual({});
});

/** What ONNX Runtime's CUDA provider itself takes; written by tools/reference/cuda_placement.py. */
interface Placed {
  readonly title: string;
  readonly takes: boolean;
  /** ONNX, in base64. */
  readonly model: string;
}

const placed = JSON.parse(
  readFileSync(new URL('fixtures/cuda-placement.json', import.meta.url), 'utf8'),
) as readonly Placed[];

it.each(placed.map((one) => [one.title, one] as const))('%s leaves CUDA as ONNX Runtime says', (_, one) => {
  const graph = new Graph(readModel(new Uint8Array(Buffer.from(one.model, 'base64'))));
  expect(departures(graph, cuda).length === 0).toBe(one.takes);
});

/** A network in which windows are padded unevenly in every way, and its image. */
function uneven(opset: number): Uint8Array {
  const conv = (name: string, x: string, attributes: NodeInput['attributes'], weights: string) => ({
    ...node('Conv', attributes, [x, weights, `${weights}.b`], [name]),
    name,
  });
  return model(
    [
      conv('upper', 'x', { auto_pad: 'SAME_UPPER', strides: [2, 2] }, 'w1'),
      conv('lower', 'upper', { auto_pad: 'SAME_LOWER' }, 'w2'),
      conv('explicit', 'lower', { pads: [2, 0, 1, 3], group: 2 }, 'w3'),
      conv('even', 'explicit', { pads: [1, 1, 1, 1] }, 'w4'),
      {
        ...node('ConvTranspose', { strides: [2, 2], pads: [0, 2, 1, 1], output_padding: [1, 0] }, [
          'even',
          'w5',
          'w5.b',
        ]),
        name: 'transposed',
      },
    ],
    {
      opset,
      initializers: {
        ...{ w1: noise(1, [4, 2, 3, 3]), 'w1.b': noise(2, [4]) },
        ...{ w2: noise(3, [4, 4, 2, 2]), 'w2.b': noise(4, [4]) },
        ...{ w3: noise(5, [4, 2, 3, 3]), 'w3.b': noise(6, [4]) },
        ...{ w4: noise(7, [3, 4, 3, 3]), 'w4.b': noise(8, [3]) },
        ...{ w5: noise(9, [3, 2, 3, 3]), 'w5.b': noise(10, [2]) },
      },
    },
  );
}

describe.each([9, 17])('convolutions padded unevenly, in operator set %d,', (opset) => {
  it('are found, with their pads', async () => {
    const graph = await probed(uneven(opset));
    const found = unevenConvolutions(graph).map(({ node, before, after }) => [node.name, before, after]);
    expect(found).toEqual([
      ['upper', [1, 0], [1, 1]],
      ['lower', [1, 1], [0, 0]],
      ['explicit', [2, 0], [1, 3]],
      ['transposed', [0, 2], [1, 1]],
    ]);
  });

  it('become even, with the same bits', async () => {
    const bytes = uneven(opset);
    const graph = await probed(bytes);
    const x = noise(20, [3, 2, 7, 8]);
    const outputs = [];
    for (const provider of ['cpu', 'cuda']) {
      const device = provider === 'cuda';
      const { draft } = draftOf(graph, dialectOf(provider));
      draft.setOutputs([{ name: 'y' }, { name: 'explicit' }]);
      const source = draft.toSource(inMemory(bytes));
      const written = new Graph(readModel(source.proto));
      const slices = written.nodes.filter(({ op }) => op === 'Slice');
      expect(slices).toHaveLength(device ? 4 : 0);
      expect(departures(written, cuda).length).toBe(device ? 0 : 1);
      outputs.push(await runOnce(source, { x }));
    }
    expect(outputs[1]['y'].dims).toEqual(outputs[0]['y'].dims);
    expect([...outputs[1]['y'].data]).toEqual([...outputs[0]['y'].data]);
    expect([...outputs[1]['explicit'].data]).toEqual([...outputs[0]['explicit'].data]);
  });
});

it('a Pad in front of a convolution stays one: ONNX Runtime would make its pads uneven', async () => {
  const pads = {
    type: 'int64' as const,
    dims: [8],
    data: BigInt64Array.from([0, 0, 0, 0, 0, 0, 1, 1], BigInt),
  };
  const bytes = model(
    [
      node('Pad', {}, ['x', 'p'], ['padded']),
      node('Conv', { strides: [2, 2], pads: [0, 0, 0, 0] }, ['padded', 'w']),
    ],
    { initializers: { p: pads, w: noise(1, [3, 2, 3, 3]) } },
  );
  const graph = await probed(bytes);
  const x = noise(2, [1, 2, 7, 8]);
  const outputs = [];
  for (const provider of ['cpu', 'cuda']) {
    const { draft } = draftOf(graph, dialectOf(provider));
    draft.setOutputs([{ name: 'y' }]);
    const source = draft.toSource(inMemory(bytes));
    const conv = readModel(source.proto).graph.nodes.find(({ op }) => op === 'Conv')!;
    expect(conv.attribute('auto_pad')).toBe(provider === 'cuda' ? 'VALID' : undefined);
    outputs.push([...(await runOnce(source, { x }))['y'].data]);
  }
  expect(outputs[1]).toEqual(outputs[0]);
});
