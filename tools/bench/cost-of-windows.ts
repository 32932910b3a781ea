// What symmetric pads cost on the CPU: the gradients of convolutions and pools as camscope writes them, a larger output that
// is cut, over the same with uneven pads, which cuDNN has not.
// Usage: node tools/run.js tools/bench/cost-of-windows.ts [--threads 1 --rounds 20]
import { parseArgs } from 'node:util';
import { sizeOf } from '@camscope/core';
import { createModel, type NodeInput } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { ints, noise } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

interface Form {
  readonly title: string;
  readonly op: 'Conv' | 'ConvTranspose';
  /** Shapes of the arriving gradient and of the weights. */
  readonly g: readonly number[];
  readonly weights: readonly number[];
  readonly stride: number;
  /** Before and after, on both axes; and with which pads on both sides, and rows added, the same is made and more. */
  readonly uneven: readonly [before: number, after: number];
  readonly even: readonly [pad: number, extra: number];
  /** Where the result begins in what the even pads make, and its size; nothing is cut where absent. */
  readonly cut?: readonly [from: number, size: number];
}

const forms: readonly Form[] = [
  {
    title: '7×7 stride 2, 224×224',
    op: 'ConvTranspose',
    g: [1, 64, 112, 112],
    weights: [64, 3, 7, 7],
    stride: 2,
    uneven: [3, 2],
    even: [3, 1],
  },
  {
    title: 'max pool 3×3 stride 2, 112×112',
    op: 'ConvTranspose',
    g: [64, 9, 56, 56],
    weights: [9, 1, 3, 3],
    stride: 2,
    uneven: [1, 0],
    even: [1, 1],
  },
  {
    title: '3×3 stride 2, `same`, 56×56',
    op: 'ConvTranspose',
    g: [1, 128, 28, 28],
    weights: [128, 128, 3, 3],
    stride: 2,
    uneven: [0, 1],
    even: [0, 0],
    cut: [0, 56],
  },
  {
    title: 'max pool 3×3 stride 2, `same`, 56×56',
    op: 'ConvTranspose',
    g: [64, 9, 28, 28],
    weights: [9, 1, 3, 3],
    stride: 2,
    uneven: [0, 1],
    even: [0, 0],
    cut: [0, 56],
  },
  {
    title: '2×2 stride 1, `same`, 56×56',
    op: 'Conv',
    g: [1, 64, 56, 56],
    weights: [64, 64, 2, 2],
    stride: 1,
    uneven: [1, 0],
    even: [1, 0],
    cut: [0, 56],
  },
];

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '1' }, rounds: { type: 'string', default: '20' } },
});
const runtime = startNodeRuntime();
for (const form of forms) {
  const contenders = [];
  for (const [name, model] of [
    ['uneven pads', graphOf(form, false)],
    ['symmetric pads', graphOf(form, true)],
  ] as const) {
    const session = await runtime.open(
      { proto: model, external: new Map() },
      { provider: 'cpu', threads: Number(values.threads) },
    );
    contenders.push({ name, run: () => session.run({ g: noise(1, form.g) }) });
  }
  printTimings(`${form.title}, of ${sizeOf(form.g)} elements`, await race(contenders, Number(values.rounds)));
}
await runtime.close();

function graphOf({ op, g, weights, stride, uneven, even, cut }: Form, symmetric: boolean): Uint8Array {
  const [before, after] = symmetric ? [even[0], even[0]] : uneven;
  const extra = symmetric ? even[1] : 0;
  const cuts = symmetric && cut;
  const attributes = {
    strides: [stride, stride],
    pads: [before, before, after, after],
    ...(op === 'ConvTranspose' && { output_padding: [extra, extra] }),
  };
  const made = cuts ? 'made' : 'y';
  const nodes: NodeInput[] = [{ op, inputs: ['g', 'w'], outputs: [made], attributes }];
  if (cuts) nodes.push({ op: 'Slice', inputs: [made, 'from', 'to', 'axes'], outputs: ['y'] });
  const [from, size] = cuts || [0, 0];
  return createModel({
    nodes,
    initializers: {
      w: noise(2, weights),
      from: ints([from, from]),
      to: ints([from + size, from + size]),
      axes: ints([2, 3]),
    },
    inputs: [{ name: 'g', type: 'float32', dims: g }],
    outputs: [{ name: 'y' }],
  });
}
