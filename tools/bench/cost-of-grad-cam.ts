// The cost of Grad-CAM over the bare forward pass of the same network, on networks of published size with seeded
// weights. Usage: node tools/run.js tools/bench/cost-of-grad-cam.ts [--threads 2]
import { parseArgs } from 'node:util';
import type { Session } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { denseNet, noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '30' } },
});
const session = { provider: 'cpu', threads: Number(values.threads) };
const runtime = startNodeRuntime();
const networks = {
  'ResNet-50, 224×224': () => resNet({ blocks: [3, 4, 6, 3] }),
  'DenseNet-121, 224×224': () => denseNet({ blocks: [6, 12, 24, 16] }),
};

for (const [title, build] of Object.entries(networks)) {
  const model = build();
  const image = noise(1, [3, 224, 224]);
  const batch = { ...image, dims: [1, ...image.dims] };
  const bare: Session = await runtime.open({ proto: model, external: new Map() }, session);
  const explainer = await prepare({
    network: await openInMemory(model, runtime),
    explainer: gradCam,
    runtime,
    session,
  });
  const allClasses = Array.from({ length: 14 }, (_, i) => i);
  const timings = await race(
    [
      { name: 'forward', run: () => bare.run({ image: batch }) },
      { name: 'forward again', run: () => bare.run({ image: batch }) },
      { name: 'Grad-CAM, one class', run: () => explainer.explain({ image, classes: [3] }) },
      { name: 'Grad-CAM, 14 classes', run: () => explainer.explain({ image, classes: allClasses }) },
    ],
    Number(values.rounds),
  );
  printTimings(title, timings);
  await Promise.all([bare.release(), explainer.release()]);
}
await runtime.close();
