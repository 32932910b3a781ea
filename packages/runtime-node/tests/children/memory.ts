// Prints resident memory before and after many runs, and many sessions, in MB.
import { floatTensor } from '@camscope/core';
import { startNodeRuntime } from '@camscope/runtime-node';
import { image, model } from '../support.ts';

const runtime = startNodeRuntime();
const [runs, sessions] = process.argv.slice(2).map(Number);

const relu = await runtime.open(model('relu'), { provider: 'cpu', threads: 1 });
const x = floatTensor(new Float32Array(3 * 32_768), [32_768, 3]); // 0.4 MB in, 0.4 MB out
const run = () => relu.run({ x });

const session = async () => {
  const opened = await runtime.open(model('convolutions'), { provider: 'cpu', threads: 1 });
  await opened.run({ x: image(64) });
  await opened.release();
};

console.log(JSON.stringify({ runs: await growth(runs, run), sessions: await growth(sessions, session) }));
await runtime.close();

/** Warms up with a quarter of the steps, then measures. */
async function growth(times: number, step: () => Promise<unknown>) {
  const before = await repeat(times / 4, step);
  return { before, after: await repeat(times, step) };
}

async function repeat(times: number, step: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < times; i++) await step();
  return Math.round(process.memoryUsage().rss / 1e6);
}
