// What the way to the device costs: a network that computes next to nothing on large images, explained, against ONNX Runtime on
// the calling thread at the same batch, fed a batch that is there already. What is beyond 1 is building, moving and fetching.
// Usage: node tools/run.js tools/bench/cost-of-the-way.ts [--rounds 20]
import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Explainer } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { startNodeRuntime } from '@camscope/runtime-node';
import { NetworkBuilder, noise, openInMemory } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const session = { provider: 'cpu', threads: 1 };
/** Lots of a run of `explain`, so that one is built while another runs. */
const LOTS = 4;

const build = new NetworkBuilder(1, 'image', 3);
build.head(build.conv('image', 8, { kernel: 16, stride: 16, pad: 0 }), 14);
const model = build.build('image', 224);

const runtime = startNodeRuntime();
const network = await openInMemory(model, runtime);
const raw = await InferenceSession.create(model, { intraOpNumThreads: 1, executionProviders: ['cpu'] });
const worker = await runtime.open({ proto: model, external: new Map() }, session);
const image = noise(1, [3, 224, 224]);

for (const batch of [1, 16, 64]) {
  const data = new Float32Array(batch * image.data.length);
  for (let n = 0; n < batch; n++) data.set(image.data, n * image.data.length);
  const dims = [batch, 3, 224, 224];
  const items = Array.from({ length: LOTS * batch }, () => ({ image, classes: [3] }));
  const explain = async (name: string, explainer: Explainer) => {
    const prepared = await prepare({ network, explainer, runtime, session, batch, memory: 2 ** 32 });
    return { name, run: () => prepared.explain(items) };
  };
  const contenders = [
    { name: 'on the calling thread', run: () => times(() => raw.run({ image: new Tensor(data, dims) })) },
    {
      name: 'in a worker',
      run: () => times(() => worker.run({ image: { type: 'float32', dims, data } })),
    },
    await explain('Grad-CAM', gradCam),
    await explain('input gradient', inputGradient),
  ];
  printTimings(`${LOTS} lots of ${batch}`, await race(contenders, Number(values.rounds)));
}
await raw.release();
await runtime.close();

async function times(run: () => Promise<unknown>): Promise<void> {
  for (let lot = 0; lot < LOTS; lot++) await run();
}
