import { afterAll, expect, it } from 'vitest';
import { random, readModel, type Dialect } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  alongAxes,
  noise,
  relativeError,
  ruleGradient,
  sampleOf,
  type RuleCase,
} from '@camscope/conformance';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const opset = 17;
const apart = stridedConv([4, 17], [3, 3], 2, [1, 1, 1, 1], [8, 8]);
const together = stridedConv([3, 8], [7, 7], 2, [3, 3, 3, 3], [14, 14]);
const partly = stridedConv([4, 5], [1, 1], 2, [0, 0, 0, 0], [9, 8]);

it.each([
  ['as many convolutions as phases', stridedConv([17, 4], [3, 3], 2, [1, 1, 1, 1], [8, 8]), 4],
  ['one convolution where the image has few channels', together, 1],
  ['one convolution where the others would be of zeros', partly, 1],
  ['one convolution of phases that fill a block together', apart, 1],
])('a gradient is %s', async (_title, ruleCase, count) => {
  const { ops, gradient } = await gradientOf(ruleCase, { phases: true });
  expect(ops.filter((op) => op === 'Conv')).toHaveLength(count);
  expect(ops).toContain('DepthToSpace');
  const transposed = await gradientOf(ruleCase, {});
  expect(transposed.ops).toContain('ConvTranspose');
  expect(relativeError(gradient, transposed.gradient)).toBeLessThan(1e-6);
});

it('gradients by phases are those of transposed convolutions, whatever the form of the windows', async () => {
  let phased = 0;
  for (let seed = 0; seed < 40; seed++) {
    const ruleCase = randomConv(seed);
    const { ops, gradient } = await gradientOf(ruleCase, { phases: true });
    const transposed = await gradientOf(ruleCase, {});
    expect(relativeError(gradient, transposed.gradient), ruleCase.name).toBeLessThan(1e-6);
    if (ops.includes('DepthToSpace')) phased++;
  }
  expect(phased).toBeGreaterThan(15);
});

async function gradientOf(ruleCase: RuleCase, dialect: Dialect) {
  const written = await ruleGradient(ruleCase, runtime, { opset, dialect });
  const appended = readModel(written.source.proto).graph.nodes.filter(({ name }) =>
    name.startsWith(written.prefix),
  );
  const session = await runtime.open(written.source, { provider: 'cpu', threads: 1 });
  try {
    const outputs = await session.run({ x: sampleOf(ruleCase, 1), v: noise(2, written.yDims) });
    const gradient = outputs[written.gradient].data as Float32Array;
    return { ops: appended.map(({ op }) => op), gradient };
  } finally {
    await session.release();
  }
}

function randomConv(seed: number): RuleCase {
  const next = random(seed + 1);
  const from = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const stride = from(2, 3);
  const kernel = [from(1, 5), from(1, 5)];
  const pads = [...kernel, ...kernel].map((length) => from(0, length - 1));
  return stridedConv(
    [from(1, 20), from(1, 3)],
    kernel,
    stride,
    pads,
    kernel.map((length) => length + from(0, 5)),
  );
}

function stridedConv(
  [channels, maps]: readonly number[],
  kernel: readonly number[],
  stride: number,
  pads: readonly number[],
  size: readonly number[],
): RuleCase {
  const attributes = { kernel_shape: kernel, strides: [stride, stride], pads };
  return alongAxes({
    name: JSON.stringify({ channels, maps, ...attributes, size }),
    op: 'Conv',
    nodes: [{ op: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes }],
    initializers: { w: noise(5, [maps, channels, ...kernel]) },
    dims: [1, channels, ...size],
  });
}
