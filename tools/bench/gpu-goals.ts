// Explanations against a session of the network alone that holds its images already, at the same batch and as exact: the ratios that
// are aimed at on a GPU. Radiographs are fed as `explain` and `run` feed them, in grey levels; beside them, for whoever has made the
// network's input already, as tensors.
// Usage: node --import tsx --conditions @camscope/source tools/bench/gpu-goals.ts [--provider cuda --precision exact --rounds 5 --try]
import { parseArgs } from 'node:util';
import { floatTensor, sizeOf, type FloatTensor, type Raster } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { scoreCam } from '@camscope/methods-score-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: {
    provider: { type: 'string', default: 'cuda' },
    precision: { type: 'string', default: 'exact' },
    rounds: { type: 'string', default: '5' },
    /** Only whether it runs, in seconds without a GPU too: a small network and few images. */
    try: { type: 'boolean', default: false },
  },
});
const { provider } = values;
const rounds = values.try ? 1 : Number(values.rounds);
const precision = values.precision === 'tf32' ? 'tf32' : 'exact';
const session = { provider, precision } as const;

const size = values.try ? 64 : 224;
const title = values.try ? 'a small ResNet' : 'ResNet-50';
const model = resNet(values.try ? { blocks: [1, 1], width: 8, size } : { blocks: [3, 4, 6, 3], size });
const runtime = startNodeRuntime();
const network = await openInMemory(model, runtime);
const image = noise(1, [3, size, size]);
const grey = Uint8Array.from({ length: size * size }, (_, i) => 255 * Math.abs(image.data[i]));
const radiograph: Raster = { width: size, height: size, channels: 1, white: 255, data: grey };
const classes = Array.from({ length: 14 }, (_, i) => i);
const bare = await runtime.open({ proto: model, external: new Map() }, session);

/** The limit: a run of the network alone for which nothing but the word to run crosses threads. */
function alone(batch: number) {
  const dims = [batch, ...image.dims];
  const data = new Float32Array(sizeOf(dims));
  for (let i = 0; i < batch; i++) data.set(image.data, i * image.data.length);
  const feeds = { image: floatTensor(data, dims) };
  return { name: `network alone, ${batch}`, run: () => bare.run(feeds, { constant: ['image'] }) };
}

const [many, some, masks] = values.try ? [4, 2, 8] : [64, 16, 2048];
const lot = (n: number, of: FloatTensor | Raster) =>
  Array.from({ length: n }, () => ({ image: of, classes: [3] }));
const request = { network, runtime, session, memory: 2 ** 36, fitted: true };

const cam = await prepare({ ...request, explainer: gradCam, batch: many });
await report('Grad-CAM', '1.15', many, () => cam.explain(lot(many, radiograph)), 1);
await report('Grad-CAM of tensors', undefined, many, () => cam.explain(lot(many, image)), 1);
const gradient = await prepare({ ...request, explainer: inputGradient, batch: some });
await report('input gradient', '3.5', some, () => gradient.explain(lot(some, radiograph)), 1);
const scores = new MemoryScoreCache(0);
const scored = await prepare({ ...request, explainer: scoreCam, batch: many, budget: masks, scores });
const [{ facts }] = await scored.explain([{ image, classes }]);
const runs = facts!.scored / many;
await report(`Score-CAM, ${masks} masks`, '1.15', many, () => scored.explain([{ image, classes }]), runs);
await runtime.close();

/** @param runs of the network alone that are as many images. */
async function report(
  name: string,
  goal: string | undefined,
  batch: number,
  run: () => Promise<unknown>,
  runs: number,
) {
  const [base, own] = await race([alone(batch), { name, run }], rounds);
  const ratio = own.ratio / runs;
  printTimings(`${name}, ${provider}, ${precision}, ${title}`, [base, { ...own, ratio }]);
  if (goal === undefined || values.try) return;
  const verdict = ratio <= Number(goal) ? 'met' : 'missed';
  console.log(`  goal: × ${goal} or less of the network alone: ${verdict}`);
}
