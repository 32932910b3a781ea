// The cost of explaining over the bare forward pass of the same network, on networks of published size with seeded
// weights: CAMs, whose gradients end at the last layer, and gradients all the way to the image.
// Usage: npm run bench [-- --threads 2 --rounds 20]
import { parseArgs } from 'node:util';
import type { Explainer } from '@camscope/core';
import { prepare } from '@camscope/engine';
import { deepLift } from '@camscope/methods-deep-lift';
import { gradCam } from '@camscope/methods-grad-cam';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { inputGradient } from '@camscope/methods-input-gradient';
import { lrp } from '@camscope/methods-lrp';
import { startNodeRuntime } from '@camscope/runtime-node';
import { denseNet, noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '20' } },
});
const session = { provider: 'cpu', threads: Number(values.threads) };
const networks = {
  'ResNet-50, 224×224': () => resNet({ blocks: [3, 4, 6, 3] }),
  'DenseNet-121, 224×224': () => denseNet({ blocks: [6, 12, 24, 16] }),
};
const one = [3];
const all = Array.from({ length: 14 }, (_, i) => i);

for (const [title, build] of Object.entries(networks)) {
  const runtime = startNodeRuntime();
  const model = build();
  const network = await openInMemory(model, runtime);
  const bare = await runtime.open({ proto: model, external: new Map() }, session);
  const image = noise(1, [3, 224, 224]);
  const batch = { ...image, dims: [1, ...image.dims] };
  const explain = async (name: string, explainer: Explainer, classes: readonly number[]) => {
    const prepared = await prepare({ network, explainer, runtime, session });
    return { name, run: () => prepared.explain([{ image, classes }]) };
  };
  const contenders = [
    { name: 'forward', run: () => bare.run({ image: batch }) },
    { name: 'forward again', run: () => bare.run({ image: batch }) },
    await explain('Grad-CAM, one class', gradCam, one),
    await explain('Grad-CAM, 14 classes', gradCam, all),
    await explain('input gradient', inputGradient, one),
    await explain('Guided Backprop', guidedBackprop, one),
    await explain('LRP, ε-plus', lrp, one),
    await explain('DeepLIFT', deepLift, one),
  ];
  printTimings(title, await race(contenders, Number(values.rounds)));
  await runtime.close();
}
