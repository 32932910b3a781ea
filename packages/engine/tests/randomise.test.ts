import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floatTensor, type Tensor } from '@camscope/core';
import { createModel, readModel, type ModelInput } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  openClassifier,
  openNetwork,
  randomisedNetwork,
  randomLogit,
  sanityPlan,
  sanitySteps,
  weightLayers,
  type Network,
} from '@camscope/engine';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { tiny, tinyCard, tinyImage, tinyWeights, WEIGHTS } from './randomise-support.ts';
import { open, registry } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const openTiny = (changes: Partial<ModelInput> = {}) =>
  open(createModel({ ...tiny, ...changes }), runtime, tinyCard);

async function logitsOf(network: Network): Promise<Float32Array> {
  const classifier = await openClassifier({ network, runtime, session: { provider: 'cpu', threads: 1 } });
  const [logits] = await classifier.logits([tinyImage]);
  await classifier.release();
  return logits;
}

/** The initialisers that are in the file, by name. */
const inlineOf = (network: Network) =>
  new Map([...readModel(network.file.bytes).graph.initializers].filter(([, tensor]) => !tensor.external));

describe('weightLayers', () => {
  it('goes from the logits to the image, with biases and batch norm in their layers', async () => {
    const layers = weightLayers(await openTiny());
    expect(layers).toEqual([
      { name: 'classifier', weights: ['w', 'b'], elements: 27 },
      { name: 'features.1', weights: ['w2', 'scale', 'shift', 'mean', 'variance'], elements: 576 + 32 },
      { name: 'features.0', weights: ['w1', 'b1'], elements: 72 + 8 },
    ]);
  });

  it('finds weights behind dequantisation, and leaves its scales alone', async () => {
    const { nodes, initializers, ...rest } = tiny;
    const int8: Tensor = {
      type: 'int8',
      dims: [8, 1, 3, 3],
      data: Int8Array.from({ length: 72 }, (_, i) => ((i * 37) % 255) - 127),
    };
    const perMap = floatTensor(
      Float32Array.from({ length: 8 }, (_, i) => 0.001 * (i + 1)),
      [8],
    );
    const zero: Tensor = { type: 'int8', dims: [8], data: new Int8Array(8) };
    const dequantise = {
      op: 'DequantizeLinear',
      inputs: ['q1', 'perMap', 'zero'],
      outputs: ['w1'],
      attributes: { axis: 0 },
    };
    const { w1: _, ...others } = initializers!;
    const network = await open(
      createModel({
        ...rest,
        nodes: [dequantise, ...nodes],
        initializers: { ...others, q1: int8, perMap, zero },
      }),
      runtime,
      tinyCard,
    );
    const layers = weightLayers(network);
    expect(layers.at(-1)).toMatchObject({ name: 'features.0', weights: ['q1', 'b1'] });
    const drawn = await randomisedNetwork(network, layers.slice(-1));
    const q1 = inlineOf(drawn).get('q1')!;
    expect(q1.dataType).toBe(3);
    const values = [...new Int8Array(q1.raw!)];
    expect(values).not.toEqual([...int8.data]);
    expect(values.toSorted()).toEqual([...(int8.data as Int8Array)].toSorted());
    expect(await logitsOf(drawn)).not.toEqual(await logitsOf(network));
  });

  it('gives a weight that several layers read to the one nearest the image', async () => {
    const twice = tiny.nodes.map((node) =>
      node.op === 'BatchNormalization'
        ? { ...node, inputs: ['conv2', 'scale', 'b1', 'mean', 'variance'] }
        : node,
    );
    const layers = weightLayers(await openTiny({ nodes: twice }));
    expect(layers.map(({ weights }) => weights)).toEqual([
      ['w', 'b'],
      ['w2', 'scale', 'mean', 'variance'],
      ['w1', 'b1'],
    ]);
  });

  it('takes arithmetic after a layer for its bias, and arithmetic on the image for preprocessing', async () => {
    const plain = (values: number[], dims: number[]) => floatTensor(Float32Array.from(values), dims);
    const model = createModel({
      nodes: [
        { op: 'Sub', inputs: ['x', 'pixelMeans'], outputs: ['centred'] },
        { op: 'Conv', inputs: ['centred', 'kernel'], outputs: ['maps'] },
        { op: 'Add', inputs: ['maps', 'bias'], outputs: ['biased'] },
        { op: 'GlobalAveragePool', inputs: ['biased'], outputs: ['pooled'] },
        { op: 'Mul', inputs: ['pooled', 'gains'], outputs: ['gained'] },
        { op: 'Flatten', inputs: ['gained'], outputs: ['flat'] },
        { op: 'Constant', inputs: [], outputs: ['w'], attributes: { value: plain([6, -6, 3, 6], [2, 2]) } },
        { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['product'] },
        { op: 'Div', inputs: ['product', 'two'], outputs: ['logits'] },
      ],
      initializers: {
        pixelMeans: plain([1, 2, 3], [1, 1, 1, 3]),
        kernel: plain([1, 2], [2, 1, 1, 1]),
        bias: plain([1, 2], [2, 1, 1]),
        gains: plain([1, 2], [2, 1, 1]),
        two: plain([2], []),
      },
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 2, 3] }],
      outputs: [{ name: 'logits' }],
    });
    const network = await open(model, runtime);
    const layers = weightLayers(network);
    expect(layers.map(({ name, weights }) => [name, weights])).toEqual([
      ['product', ['w']],
      ['gained', ['gains']],
      ['maps', ['kernel', 'bias']],
    ]);
    const drawn = await randomisedNetwork(network, layers.slice(0, 1), { seed: 1 });
    expect([...(drawn.graph.constant('w')!.data as Float32Array)].toSorted()).toEqual([-6, 3, 6, 6]);
  });
});

describe('randomisedNetwork', () => {
  let network: Network;
  beforeAll(async () => void (network = await openTiny()));

  it('computes what a network with the drawn weights inline computes, bit for bit', async () => {
    const layers = weightLayers(network).slice(0, 2);
    const drawn = await randomisedNetwork(network, layers, { seed: 5 });
    const inline = Object.fromEntries(
      Object.entries(tinyWeights).map(([name, tensor]) => {
        const raw = inlineOf(drawn).get(name)?.raw;
        return [name, raw ? floatTensor(new Float32Array(raw.slice().buffer), tensor.dims) : tensor];
      }),
    );
    for (const name of ['w', 'w2', 'scale']) expect(inline[name].data).not.toEqual(tinyWeights[name].data);
    for (const name of ['w1', 'b1']) expect(inline[name].data).toEqual(tinyWeights[name].data);
    const rewritten = await openTiny({ initializers: inline });
    expect(await logitsOf(drawn)).toEqual(await logitsOf(rewritten));
    expect(await logitsOf(drawn)).not.toEqual(await logitsOf(network));
  });

  it('refers to the other weights in the original file', async () => {
    const drawn = await randomisedNetwork(network, weightLayers(network).slice(0, 1));
    expect([...inlineOf(drawn).keys()].toSorted()).toEqual(
      WEIGHTS.filter((name) => !['w1', 'w2'].includes(name)).toSorted(),
    );
    const { w1, w2 } = Object.fromEntries(readModel(drawn.file.bytes).graph.initializers);
    const { bytes } = network.file;
    for (const [name, { external }] of Object.entries({ w1, w2 })) {
      const { offset, length } = external!;
      const raw = new Float32Array(bytes.slice(offset, offset + length!).buffer);
      expect(raw).toEqual(tinyWeights[name].data);
    }
    expect(drawn.file.sibling(w1.external!.location)).toEqual(network.file.source);
  });

  it("permutes a tensor's own numbers", async () => {
    const drawn = await randomisedNetwork(network, weightLayers(network));
    for (const [name, { raw }] of inlineOf(drawn)) {
      const values = new Float32Array(raw!.slice().buffer);
      expect(values.toSorted(), name).toEqual(tinyWeights[name].data.toSorted());
    }
  });

  it('draws normal numbers of the same mean and deviation, but keeps variances', async () => {
    const drawn = inlineOf(await randomisedNetwork(network, weightLayers(network), { draw: 'normal' }));
    const w2 = moments(new Float32Array(drawn.get('w2')!.raw!.slice().buffer));
    const own = moments(tinyWeights.w2.data);
    // Standard errors of 576 numbers: 4% of the deviation for the mean, 3% for the deviation.
    expect(Math.abs(w2.mean - own.mean)).toBeLessThan(0.15 * own.deviation);
    expect(Math.abs(w2.deviation / own.deviation - 1)).toBeLessThan(0.12);
    expect(new Set(new Float32Array(drawn.get('w2')!.raw!.slice().buffer)).size).toBeGreaterThan(570);
    const variance = new Float32Array(drawn.get('variance')!.raw!.slice().buffer);
    expect(variance.toSorted()).toEqual(tinyWeights.variance.data.toSorted());
  });

  it('draws by the seed and the name alone', async () => {
    const [classifier, body] = weightLayers(network);
    const of = async (layers: (typeof body)[], seed: number) =>
      inlineOf(await randomisedNetwork(network, layers, { seed })).get('w2')!.raw;
    expect(await of([body], 3)).toEqual(await of([classifier, body], 3));
    expect(await of([body], 3)).not.toEqual(await of([body], 4));
  });

  it('can be drawn anew, from whatever memory or file the weights are in', async () => {
    const [classifier, body, stem] = weightLayers(network);
    const atOnce = await logitsOf(await randomisedNetwork(network, [classifier, body, stem]));
    const inTurn = await randomisedNetwork(await randomisedNetwork(network, [classifier]), [body, stem]);
    expect(await logitsOf(inTurn)).toEqual(atOnce);

    const folder = await mkdtemp(join(tmpdir(), 'camscope-'));
    try {
      const location = join(folder, 'tiny.onnx');
      await writeFile(location, createModel(tiny));
      const onDisk = await openNetwork({ location, card: tinyCard, registry, runtime });
      const first = await randomisedNetwork(onDisk, [classifier]);
      expect(await logitsOf(await randomisedNetwork(first, [body, stem], { runtime }))).toEqual(atOnce);
      await expect(randomisedNetwork(first, [body])).rejects.toThrow(/read by a runtime/);
      // Drawn weights in memory, beside others that stay in the file.
      const [drawn, drawnOnDisk] = await Promise.all(
        [network, onDisk].map((one) => randomisedNetwork(one, [body])),
      );
      expect(await logitsOf(drawnOnDisk)).toEqual(await logitsOf(drawn));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('forgets what the network computes from the drawn weights, and nothing else', async () => {
    const nodes = tiny.nodes.map((node) =>
      node.op === 'Gemm' ? { ...node, inputs: ['flat', 'w', 'doubled'] } : node,
    );
    const doubling = { op: 'Add', inputs: ['b', 'b'], outputs: ['doubled'] };
    const other = { op: 'Add', inputs: ['b1', 'b1'], outputs: ['doubledToo'] };
    const twice = await openTiny({
      nodes: [
        doubling,
        other,
        ...nodes.map((node) =>
          node.name === '/features.0/Conv' ? { ...node, inputs: ['x', 'w1', 'doubledToo'] } : node,
        ),
      ],
    });
    const drawn = await randomisedNetwork(twice, weightLayers(twice).slice(0, 1));
    expect(twice.graph.constant('doubled')).toBeDefined();
    expect(drawn.graph.constant('doubled')).toBeUndefined();
    expect(drawn.graph.constant('doubledToo')).toEqual(twice.graph.constant('doubledToo'));
  });
});

describe('sanityPlan', () => {
  let network: Network;
  beforeAll(async () => void (network = await openTiny()));
  const summary = (options: Parameters<typeof sanityPlan>[1]) =>
    sanityPlan(network, options).map(({ step, layer, layers }) => [step, layer, layers.length]);

  test.each([
    [
      {},
      [
        [0, '', 0],
        [1, 'classifier', 1],
        [2, 'features.1', 2],
        [3, 'features.0', 3],
      ],
    ],
    [
      { steps: 2 },
      [
        [0, '', 0],
        [1, 'classifier', 1],
        [2, 'features.0', 3],
      ],
    ],
    [
      { steps: 1 },
      [
        [0, '', 0],
        [1, 'features.0', 3],
      ],
    ],
    [
      { mode: 'independent' as const },
      [
        [0, '', 0],
        [1, 'classifier', 1],
        [2, 'features.1', 1],
        [3, 'features.0', 1],
      ],
    ],
  ])('%j', (options, expected) => {
    expect(summary(options)).toEqual(expected);
  });

  it('tells how far it has come', () => {
    expect(sanityPlan(network).map(({ share }) => share)).toEqual([0, 1 / 3, 2 / 3, 1]);
  });

  test.each([0, 1.5, NaN])('refuses %d steps', (steps) => {
    expect(() => sanityPlan(network, { steps })).toThrow(/whole number/);
  });

  it('begins with the network itself', async () => {
    const steps = [];
    for await (const step of sanitySteps(network)) steps.push(step);
    expect(steps[0].network).toBe(network);
    expect(new Set(steps.map((step) => step.network.file.bytes)).size).toBe(4);
  });
});

describe('randomLogit', () => {
  it('is every class but the target, as often', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 3000; seed++) counts[randomLogit(4, 2, seed)]++;
    expect(counts[2]).toBe(0);
    for (const i of [0, 1, 3]) expect(Math.abs(counts[i] - 1000)).toBeLessThan(120);
    expect(randomLogit(4, 2, 9)).toBe(randomLogit(4, 2, 9));
  });

  it('needs two classes', () => {
    expect(() => randomLogit(1, 0)).toThrow(/one class/);
  });
});

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length) };
}
