import { sizeOf, type Tensor } from '@camscope/core';
import { createModel, type NodeInput } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, test } from 'vitest';
import { open, prepare, ramp, signedGradCam } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** Halves have these bits, and the numbers are multiples of 1/8 below 2, which they hold. */
const bitsOf = (value: number): number => {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.abs(value) / 2 ** exponent - 1;
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | (fraction * 1024);
};

type Type = 'float32' | 'float16';

/** Conv → Relu → pool → linear in a precision, whose input and output are of either. */
function network(inside: Type, outside: Type): Uint8Array {
  const weight = (seed: number, dims: number[]): Tensor => {
    const data = Float32Array.from(
      { length: sizeOf(dims) },
      (_, i) => Math.round(12 * Math.sin(seed + i)) / 8,
    );
    return inside === 'float32'
      ? { type: 'float32', dims, data }
      : { type: 'float16', dims, data: Uint16Array.from(data, bitsOf) };
  };
  const casts = inside !== outside;
  const nodes: NodeInput[] = [
    ...(casts ? [{ op: 'Cast', inputs: ['image'], outputs: ['x'], attributes: { to: 10 } }] : []),
    {
      op: 'Conv',
      inputs: [casts ? 'x' : 'image', 'kernel'],
      outputs: ['c'],
      attributes: { pads: [1, 1, 1, 1] },
    },
    { op: 'Constant', inputs: [], outputs: ['shift'], attributes: { value: weight(3, [1]) } },
    { op: 'Add', inputs: ['c', 'shift'], outputs: ['shifted'] },
    { op: 'Relu', inputs: ['shifted'], outputs: ['features'] },
    { op: 'GlobalAveragePool', inputs: ['features'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'Gemm', inputs: ['flat', 'weights'], outputs: [casts ? 'scores' : 'logits'] },
    ...(casts ? [{ op: 'Cast', inputs: ['scores'], outputs: ['logits'], attributes: { to: 1 } }] : []),
  ];
  return createModel({
    nodes,
    initializers: { kernel: weight(1, [4, 1, 3, 3]), weights: weight(2, [4, 3]) },
    inputs: [{ name: 'image', type: outside, dims: ['n', 1, 2, 3] }],
    outputs: [{ name: 'logits', type: outside, dims: ['n', 3] }],
  });
}

async function explained(model: Uint8Array) {
  const opened = await open(model, runtime);
  const session = { provider: 'cpu', threads: 1 };
  const prepared = await prepare({ network: opened, explainer: signedGradCam, runtime, session });
  const [{ logits, maps }] = await prepared.explain([{ image: ramp(1), classes: [0, 2] }]);
  await prepared.release();
  return { stored: opened.stored, logits, maps };
}

test.each<[string, Type]>([
  ['throughout', 'float16'],
  ['between casts', 'float32'],
])('a network of halves %s gives what its weights give in float32', async (_, outside) => {
  const { stored, ...halves } = await explained(network('float16', outside));
  expect(stored).toBe('float16');
  const { stored: plain, ...floats } = await explained(network('float32', 'float32'));
  expect(plain).toBe('float32');
  expect(halves).toEqual(floats);
  expect(floats.maps[0].raw.data.some((value) => value !== 0)).toBe(true);
});
