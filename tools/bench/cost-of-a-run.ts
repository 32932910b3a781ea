// What `explain` and `run` cost over the bare network: phantoms on disk, a network of published size with seeded weights, Grad-CAM,
// maps at the size of the images, and for `run` one segmenter and two metrics. The bare session has its inputs ready, and gives logits
// alone. What a command needs for one image (start, opening the network) is told apart; processor time hangs less on what else is at work.
// Usage: node tools/run.js tools/bench/cost-of-a-run.ts [--images 64 --size 456 --batch 8 --threads 2 --workers 0 --rounds 3]
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gradCam } from '@camscope/methods-grad-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, resNet } from '@camscope/testkit';
import { phantomStudy } from './phantom-study.ts';

const CLI = resolve(import.meta.dirname, '../../packages/cli/bin/camscope.cjs');
const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '64' },
    size: { type: 'string', default: '456' },
    batch: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    workers: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '3' },
  },
});
const [images, batch, threads] = [values.images, values.batch, values.threads].map(Number);

/** Seconds. */
interface Cost {
  readonly wall: number;
  /** Of all processors. */
  readonly processor: number;
}

const folder = await mkdtemp(join(tmpdir(), 'camscope-bench-'));
try {
  const model = resNet({ blocks: [3, 4, 6, 3] });
  await writeFile(join(folder, 'resnet50.onnx'), model);
  const study = phantomStudy({
    ...{ model: 'resnet50.onnx', images, size: Number(values.size) },
    ...{ methods: [gradCam.id], segmenters: ['multi-otsu'], metrics: ['box-iou', 'hit-rate'] },
    runtime: { threads, batch, workers: Number(values.workers) },
  });
  await writeFile(join(folder, 'study.yaml'), study);
  await command('plan', 'study.yaml');
  const pictures = await phantoms();
  const contenders = {
    [`bare session, ${images} images`]: () => bare(model),
    'explain, 1 image': () => explain(pictures.slice(0, 1)),
    [`explain, ${images} images`]: () => explain(pictures),
    [`run, ${images} images`]: run,
  };
  const costs = Object.keys(contenders).map((): Cost[] => []);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [i, contend] of Object.values(contenders).entries()) costs[i].push(await contend());
  }
  for (const [i, name] of Object.keys(contenders).entries()) {
    const ratios = (['wall', 'processor'] as const).map((kind) =>
      median(costs[i].map((cost, round) => cost[kind] / costs[0][round][kind])).toFixed(2),
    );
    const seconds = (['wall', 'processor'] as const).map((kind) =>
      median(costs[i].map((cost) => cost[kind])).toFixed(2),
    );
    console.log(
      `${name.padEnd(26)} ${seconds[0]} s × ${ratios[0]}; processor ${seconds[1]} s × ${ratios[1]}`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}

/** The network alone, in batches, on inputs that are ready. */
async function bare(model: Uint8Array): Promise<Cost> {
  const runtime = startNodeRuntime();
  const source = { proto: model, external: new Map() };
  const session = await runtime.open(source, { provider: 'cpu', threads });
  const image = noise(1, [batch, 3, 224, 224]);
  await session.run({ image });
  const [start, before] = [performance.now(), process.cpuUsage()];
  for (let done = 0; done < images; done += batch) await session.run({ image });
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  await runtime.close();
  return { wall, processor: (user + system) / 1e6 };
}

function explain(pictures: readonly string[]): Promise<Cost> {
  const options = ['--model', 'resnet50.onnx', '--method', gradCam.id, '--threads', values.threads];
  return command('explain', ...pictures, ...options, '--batch', values.batch, '--out', 'maps');
}

async function run(): Promise<Cost> {
  await rm(join(folder, 'out'), { recursive: true, force: true });
  return command('run', 'study.yaml');
}

async function command(...args: string[]): Promise<Cost> {
  const start = performance.now();
  const child = spawn('bash', ['-c', 'time "$@" >/dev/null', 'bash', process.execPath, CLI, ...args], {
    cwd: folder,
    env: { ...process.env, TIMEFORMAT: 'seconds: %U %S' },
  });
  let told = '';
  child.stderr.on('data', (text: Buffer) => (told += text.toString()));
  const code = await new Promise((done) => child.on('close', done));
  const [, user, system] = /seconds: (\S+) (\S+)/.exec(told) ?? [];
  if (code !== 0 || user === undefined) throw new Error(told);
  return { wall: (performance.now() - start) / 1000, processor: Number(user) + Number(system) };
}

async function phantoms(): Promise<string[]> {
  const names = await readdir(join(folder, 'phantoms'), { recursive: true });
  return names.filter((name) => name.endsWith('.png')).map((name) => join('phantoms', name));
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
