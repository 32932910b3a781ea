import { afterAll, expect, it } from 'vitest';
import { Graph, random, readModel, type AttributeInputs } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { alongAxes, checkRule, noise, ruleGradient, type RuleCase } from '@camscope/conformance';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const OPSET = 19;
const KINDS = [
  ...['AveragePool 1-D', 'AveragePool 2-D', 'AveragePool 3-D', 'Conv 1-D', 'Conv 2-D', 'Conv 3-D'],
  ...['ConvTranspose 1-D', 'ConvTranspose 2-D', 'ConvTranspose 3-D', 'MaxPool 2-D'],
];
const cases = Array.from({ length: 150 }, (_, seed) => randomWindow(seed));

it('has windows of every kind', () => {
  const forms = cases.map(
    ({ op, nodes }) => `${op} ${(nodes.at(-1)!.attributes!['strides'] as readonly number[]).length}-D`,
  );
  expect([...new Set(forms)].sort()).toEqual(KINDS);
});

it('gives the gradients of windows of any form, by convolutions with symmetric pads', async () => {
  for (const ruleCase of cases) {
    const { error } = await checkRule(ruleCase, runtime, { provider: 'cpu', opset: OPSET });
    expect(error, ruleCase.name).toBeLessThan(2e-3);
    const { source, prefix } = await ruleGradient(ruleCase, runtime, { opset: OPSET });
    for (const node of new Graph(readModel(source.proto)).nodes) {
      if (!node.name.startsWith(prefix) || !/^Conv|Pool$/.test(node.op)) continue;
      const pads = (node.attribute('pads') ?? []) as readonly number[];
      expect(pads.slice(0, pads.length / 2), ruleCase.name).toEqual(pads.slice(pads.length / 2));
      const strides = (node.attribute('strides') ?? []) as readonly number[];
      const extra = (node.attribute('output_padding') ?? []) as readonly number[];
      expect(extra.every((rows, i) => rows < strides[i])).toBe(true);
    }
  }
});

/** An operator with kernel, strides, dilations, pads and size drawn by the seed, all of which ONNX Runtime accepts. */
function randomWindow(seed: number): RuleCase {
  const next = random(seed + 1);
  const from = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const op = ['Conv', 'ConvTranspose', 'AveragePool', 'MaxPool'][seed % 4];
  const rank = op === 'MaxPool' ? 2 : from(1, 3);
  const each = (low: number, high: (i: number) => number) =>
    Array.from({ length: rank }, (_, i) => from(low, high(i)));
  const kernel = each(1, () => 4);
  const strides = each(1, () => 3);
  const dilations = each(1, () => (rank === 3 ? 1 : 2));
  const reach = kernel.map((k, i) => dilations[i] * (k - 1) + 1);
  const pads = [...each(0, (i) => kernel[i] - 1), ...each(0, (i) => kernel[i] - 1)];
  const size = each(0, () => (rank === 3 ? 2 : 4)).map((more, i) => more + reach[i]);
  const shape: AttributeInputs = { kernel_shape: kernel, strides, dilations, pads };
  const name = `${op} ${seed}: ${JSON.stringify({ ...shape, size })}`;
  if (op.endsWith('Pool')) {
    // Windows that begin past the end are no window, but ONNX and ONNX Runtime count them differently.
    const begins = size.every((rows, i) => {
      const room = rows + pads[i] + pads[i + rank] - reach[i];
      return Math.ceil(room / strides[i]) * strides[i] < rows + pads[i];
    });
    const attributes = { ...shape, ceil_mode: begins ? from(0, 1) : 0 };
    const sample = (u: number) => Math.round(u * 4000) / 10;
    return alongAxes({
      name,
      op,
      nodes: [{ op, inputs: ['x'], outputs: ['y'], attributes }],
      dims: [1, 2, ...size],
      ...(op === 'MaxPool' && { sample }),
    });
  }
  const group = from(1, 2);
  const transposed = op === 'ConvTranspose';
  const [channels, maps] = [2 * group, 3 * group];
  const output_padding = strides.map((stride) => from(0, stride - 1));
  const attributes = transposed ? { ...shape, group, output_padding } : { ...shape, group };
  const weights = transposed ? [channels, maps / group, ...kernel] : [maps, channels / group, ...kernel];
  return alongAxes({
    name,
    op,
    nodes: [{ op, inputs: ['x', 'w'], outputs: ['y'], attributes }],
    initializers: { w: noise(5, weights) },
    dims: [1, channels, ...size],
  });
}
