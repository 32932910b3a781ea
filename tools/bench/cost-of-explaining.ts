// The cost of explaining over the bare forward pass of the same network, on networks of published size with seeded weights: CAMs, whose
// gradients end at the last layer, ways back to the image, and attention.
// Usage: npm run bench [-- --threads 2 --rounds 20]
import { parseArgs } from 'node:util';
import type { Explainer } from '@camscope/core';
import { visionTransformer } from '@camscope/conformance';
import { prepare } from '@camscope/engine';
import { attentionRollout } from '@camscope/methods-attention-rollout';
import { chefer } from '@camscope/methods-chefer';
import { deepLift } from '@camscope/methods-deep-lift';
import { eigenCam } from '@camscope/methods-eigen-cam';
import { gradCam } from '@camscope/methods-grad-cam';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { inputGradient } from '@camscope/methods-input-gradient';
import { legrad } from '@camscope/methods-legrad';
import { lrp } from '@camscope/methods-lrp';
import { startNodeRuntime } from '@camscope/runtime-node';
import { denseNet, noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race, type Contender } from './ratio.ts';

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '20' } },
});
const session = { provider: 'cpu', threads: Number(values.threads) };
const one = [3];
const all = Array.from({ length: 14 }, (_, i) => i);

type Method = readonly [name: string, explainer: Explainer, classes: readonly number[]];
const ofCnns: readonly Method[] = [
  ['Eigen-CAM', eigenCam, one],
  ['Grad-CAM, one class', gradCam, one],
  ['Grad-CAM, 14 classes', gradCam, all],
  ['input gradient', inputGradient, one],
  ['Guided Backprop', guidedBackprop, one],
  ['LRP, ε-plus', lrp, one],
  ['DeepLIFT', deepLift, one],
];
const ofTransformers: readonly Method[] = [
  ['attention rollout', attentionRollout, one],
  ['generic attention explainability', chefer, one],
  ['LeGrad', legrad, one],
];
const base = { size: 224, channels: 3, patch: 16, width: 768, heads: 12, blocks: 12, hidden: 3072 };
const networks: readonly [title: string, build: () => Uint8Array, methods: readonly Method[]][] = [
  ['ResNet-50, 224×224', () => resNet({ blocks: [3, 4, 6, 3] }), ofCnns],
  ['DenseNet-121, 224×224', () => denseNet({ blocks: [6, 12, 24, 16] }), ofCnns],
  ['ViT-B/16, 224×224', () => visionTransformer({ ...base, classes: 14 }), ofTransformers],
];

for (const [title, build, methods] of networks) {
  const runtime = startNodeRuntime();
  const model = build();
  const network = await openInMemory(model, runtime);
  const bare = await runtime.open({ proto: model, external: new Map() }, session);
  const image = noise(1, [3, 224, 224]);
  const batch = { ...image, dims: [1, ...image.dims] };
  const contenders: Contender[] = [
    { name: 'forward', run: () => bare.run({ image: batch }) },
    { name: 'forward again', run: () => bare.run({ image: batch }) },
  ];
  for (const [name, explainer, classes] of methods) {
    const prepared = await prepare({ network, explainer, runtime, session });
    contenders.push({ name, run: () => prepared.explain([{ image, classes }]) });
  }
  printTimings(title, await race(contenders, Number(values.rounds)));
  await runtime.close();
}
