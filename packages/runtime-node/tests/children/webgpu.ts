// Runs the same network on WebGPU and on the CPU, and prints what came of it.
import { floatTensor } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { image, model } from '../support.ts';

const runtime = startNodeRuntime();
const gpu = await runtime.open(model('convolutions'), { provider: 'webgpu' });
const cpu = await runtime.open(model('convolutions'), { provider: 'cpu' });
const feeds = { x: image(16) };
const [onGpu, onCpu] = await Promise.all([gpu.run(feeds), cpu.run(feeds)]);

// Opening, running and releasing take turns in two threads.
const other = async (): Promise<boolean> => {
  const session = await runtime.open(model('convolutions'), { provider: 'webgpu' });
  const { y } = await session.run(feeds);
  await session.release();
  return y.data.every((value, i) => value === onGpu.y.data[i]);
};
const again = Promise.all(Array.from({ length: 20 }, () => gpu.run(feeds)));
const atOnce = await Promise.all([other(), other()]);
await again;
await gpu.release();

// Sound on the CPU, refused by the WebGPU provider: it is indeed WebGPU that runs.
const pool = await runtime.open(model('pool-indices'), { provider: 'webgpu' });
const refusal = await pool
  .run({ x: floatTensor(Float32Array.of(1, 4, 3, 2), [1, 1, 2, 2]) })
  .catch((error) => error);

console.log(
  JSON.stringify({
    provider: gpu.provider,
    precision: gpu.precision,
    gpu: Array.from(onGpu.y.data, Number),
    cpu: Array.from(onCpu.y.data, Number),
    refusal: String(refusal),
    atOnce,
  }),
);
// `cpu` and `pool` are left open: the process ends all the same.
