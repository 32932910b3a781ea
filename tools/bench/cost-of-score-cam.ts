// The cost of Score-CAM over the bare, batched forward pass of the same network, that of 14 classes over one, and the
// memory that it takes over a bare session, on a ResNet-50 with seeded weights.
// Usage: node tools/run.js tools/bench/cost-of-score-cam.ts [--threads 2 --rounds 5 --maps 128]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { floatTensor, type FloatTensor, type Session } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { scoreCam } from '@camscope/methods-score-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    maps: { type: 'string', default: '128' },
    /** What a child process holds in memory: a bare session, or Score-CAM of all maps. */
    memory: { type: 'string' },
  },
});
const session = { provider: 'cpu', threads: Number(values.threads) };
const image = noise(1, [3, 224, 224]);
const batches = new Map<number, FloatTensor>();
const fourteen = Array.from({ length: 14 }, (_, i) => i);

if (values.memory) await peak(values.memory);
else {
  await speed(Number(values.maps), Number(values.rounds));
  memory();
}

async function open() {
  const runtime = startNodeRuntime();
  const model = resNet({ blocks: [3, 4, 6, 3] });
  return { runtime, model, network: await openInMemory(model, runtime) };
}

/** Images [count,C,H,W] one batch after the other. */
async function forward(bare: Session, count: number, batch: number): Promise<void> {
  for (let done = 0; done < count; done += batch) await bare.run({ image: repeated(batch) });
}

function repeated(times: number): FloatTensor {
  let batch = batches.get(times);
  if (!batch) {
    const data = new Float32Array(times * image.data.length);
    for (let i = 0; i < times; i++) data.set(image.data, i * image.data.length);
    batches.set(times, (batch = floatTensor(data, [times, ...image.dims])));
  }
  return batch;
}

async function speed(maps: number, rounds: number): Promise<void> {
  const { runtime, model, network } = await open();
  const bare = await runtime.open({ proto: model, external: new Map() }, session);
  const sizes = [1, 2, 4, 8, 16];
  const raw = await race(
    sizes.map((batch) => ({ name: `forward, batches of ${batch}`, run: () => forward(bare, 16, batch) })),
    3,
  );
  printTimings('ResNet-50, 16 images of 224×224', raw);
  const best = sizes[raw.indexOf(raw.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a)))];
  const scoring = async (classes: readonly number[]) => {
    // Nothing is remembered from one run to the next.
    const scores = new MemoryScoreCache(0);
    const request = { network, explainer: scoreCam, runtime, session, scores, budget: maps };
    const prepared = await prepare(request);
    const name = `Score-CAM of ${classes.length} class${classes.length === 1 ? '' : 'es'}, ${maps} maps`;
    return { name, run: () => prepared.explain([{ image, classes }]) };
  };
  const one = await scoring([3]);
  const contenders = [
    { name: `forward of ${maps} images, batches of ${best}`, run: () => forward(bare, maps, best) },
    one,
    { ...one, name: `${one.name}, again` },
    await scoring(fourteen),
  ];
  const timings = await race(contenders, rounds);
  printTimings(`ResNet-50, ${maps} masks`, timings);
  const [, ofOne, , ofAll] = timings;
  console.log(`  throughput of Score-CAM over forward     ${(1 / ofOne.ratio).toFixed(3)}`);
  console.log(
    `  14 classes over one                      ${(ofAll.milliseconds / ofOne.milliseconds).toFixed(3)}`,
  );
  await runtime.close();
}

function memory(): void {
  const [bare, scoring] = ['bare', 'score-cam'].map((what) => {
    const script = fileURLToPath(import.meta.url);
    const runner = fileURLToPath(new URL('../run.js', import.meta.url));
    const child = spawnSync(
      process.execPath,
      [runner, script, '--threads', values.threads, '--memory', what],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        encoding: 'utf8',
      },
    );
    const report = JSON.parse(child.stdout) as { megabytes: number; passes: number; seconds: number };
    console.log(
      `  ${what.padEnd(12)} peak RSS ${report.megabytes.toFixed(0)} MB, ${report.passes} passes, ${report.seconds.toFixed(1)} s`,
    );
    return report;
  });
  console.log(`  Score-CAM over a bare session: ${(scoring.megabytes - bare.megabytes).toFixed(0)} MB`);
}

async function peak(what: string): Promise<void> {
  const { runtime, model, network } = await open();
  const start = performance.now();
  let passes = 10;
  if (what === 'bare') {
    const bare = await runtime.open({ proto: model, external: new Map() }, session);
    await forward(bare, passes, 1);
  } else {
    const prepared = await prepare({ network, explainer: scoreCam, runtime, session });
    [{ passes }] = await prepared.explain([{ image, classes: fourteen }]);
  }
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ megabytes, passes, seconds }));
  await runtime.close();
}
