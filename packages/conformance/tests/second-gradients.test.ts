import { afterAll, describe, expect, it } from 'vitest';
import { floatTensor, sizeOf, type FloatTensor } from '@camscope/core';
import {
  compile,
  contextOf,
  createModel,
  fetchedName,
  Graph,
  locateHead,
  NAMES,
  probe,
  readModel,
} from '@camscope/onnx';
import { gradient, mul, stop, sum } from '@camscope/onnx/expressions';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  caseModel,
  inMemory,
  noise,
  relativeError,
  ruleCases,
  sampleOf,
  type RuleCase,
} from '@camscope/conformance';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Operators that bend everywhere, and a case of each. */
const SMOOTH = [
  ...['Sigmoid', 'Tanh', 'Softplus', 'Gelu', 'Mish', 'Elu', 'Celu', 'Selu', 'Softsign', 'Erf'],
  ...['Exp', 'Log', 'Sqrt', 'Reciprocal', 'Pow', 'Sin', 'Cos', 'Mul', 'Div', 'MatMul'],
  ...['LayerNormalization', 'InstanceNormalization', 'GroupNormalization', 'LRN', 'Softmax', 'LogSoftmax'],
  ...['ReduceL2', 'ReduceSumSquare', 'ReduceLogSumExp'],
];
const BENT = /itself|of a constant/;
const cases = SMOOTH.map((op) => {
  const own = ruleCases.filter((ruleCase) => ruleCase.op === op);
  const chosen = own.find(({ name }) => BENT.test(name)) ?? own[0];
  return [chosen.name, chosen] as const;
});

/** How far the image x is moved along x². */
const STEP = 2 ** -6;
const MOVES = [0, STEP, -STEP, STEP / 2, -STEP / 2];

describe('the second gradient of a smooth operator is what the first changes by', () => {
  it.each(cases)('%s', async (_name, ruleCase) => {
    const { slope, product } = await run(ruleCase);
    const size = product.data.length / MOVES.length;
    const slopes = MOVES.map((_, i) => slope.data.subarray(i * size, (i + 1) * size));
    const differences = Array.from({ length: size }, (_, i) => {
      const [, farthest, behind, near, nearBehind] = slopes.map((values) => values[i]);
      // What third derivatives add to either cancels.
      return (4 * ((near - nearBehind) / STEP) - (farthest - behind) / (2 * STEP)) / 3;
    });
    expect(relativeError(product.data.subarray(0, size), differences)).toBeLessThan(1e-3);
  });
});

/** At every move: the gradient of a weighting of a case's output, and its Hessian times x². */
async function run(ruleCase: RuleCase): Promise<{ slope: FloatTensor; product: FloatTensor }> {
  const model = inMemory(await classifier(ruleCase));
  const graph = await probed(model);
  const { image, score } = contextOf();
  const slope = gradient(score, image);
  const along = sum(mul(slope, stop(mul(image, image))), 'channels', 'height', 'width');
  const fetch = { slope, product: gradient(along, image) };
  const { draft } = compile({ graph, head: locateHead(graph), targets: [], fetch });
  const session = await runtime.open(draft.toSource(model), { provider: 'cpu', threads: 1 });
  const { data, dims } = sampleOf(ruleCase, 1);
  const images = MOVES.flatMap((move) => Array.from(data, (value) => value + move * value * value));
  const found = (await session.run({
    x: floatTensor(Float32Array.from(images), [MOVES.length, ...dims.slice(1)]),
    [NAMES.class]: floatTensor(new Float32Array(MOVES.length), [MOVES.length, 1]),
  })) as Record<string, FloatTensor>;
  await session.release();
  return { slope: found[fetchedName('slope')], product: found[fetchedName('product')] };
}

/** A case, and two scores that are any weighting of its output. */
async function classifier(ruleCase: RuleCase): Promise<Uint8Array> {
  const { nodes, initializers, dims, opsets: [from, to] = [9, 25] } = ruleCase;
  const opset = Math.min(Math.max(from, 17), to);
  const graph = await probed(inMemory(caseModel(ruleCase, opset)));
  return createModel({
    nodes: [
      ...nodes,
      { op: 'Flatten', inputs: ['y'], outputs: ['flattened'] },
      { op: 'MatMul', inputs: ['flattened', 'weighting'], outputs: ['logits'] },
    ],
    initializers: { ...initializers, weighting: noise(2, [sizeOf(graph.shape('y')!.slice(1)), 2]) },
    opset,
    irVersion: opset > 21 ? 10 : 8,
    inputs: [{ name: 'x', type: 'float32', dims: ['n', ...dims.slice(1)] }],
    outputs: [{ name: 'logits' }],
  });
}

async function probed(file: ReturnType<typeof inMemory>): Promise<Graph> {
  const graph = new Graph(readModel(file.bytes));
  return graph.withFacts(await probe(graph, file, runtime));
}
