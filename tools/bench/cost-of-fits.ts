// The rate at which methods that fit scores to masks ask a ResNet-50 with seeded weights, over that of bare, batched forward passes.
// Usage: node tools/run.js tools/bench/cost-of-fits.ts [--threads 2 --rounds 5 --masks 132]
import { parseArgs } from 'node:util';
import type { Explainer } from '@camscope/core';
import { MemoryScoreCache, prepare } from '@camscope/engine';
import { hsic } from '@camscope/methods-hsic';
import { kernelShap } from '@camscope/methods-kernel-shap';
import { lime } from '@camscope/methods-lime';
import { sobol } from '@camscope/methods-sobol';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
    masks: { type: 'string', default: '132' },
  },
});
const [masks, rounds] = [Number(values.masks), Number(values.rounds)];
const session = { provider: 'cpu', threads: Number(values.threads) };
const image = noise(1, [3, 224, 224]);
/** Images in one run, of both. */
const BATCH = 8;

const runtime = startNodeRuntime();
const model = resNet({ blocks: [3, 4, 6, 3] });
const network = await openInMemory(model, runtime);
const bare = await runtime.open({ proto: model, external: new Map() }, session);
const batch = noise(2, [BATCH, 3, 224, 224]);
// An image as it is, and as many as there are masks.
const forward = async () => {
  for (let done = 0; done < masks + 1; done += BATCH) await bare.run({ image: batch });
};
const explaining = async (explainer: Explainer, options: object = {}) => {
  const scores = new MemoryScoreCache(0);
  const request = { network, explainer, runtime, session, scores, budget: masks, batch: BATCH, options };
  const prepared = await prepare(request);
  return { name: explainer.id, run: () => prepared.explain([{ image, classes: [0] }]) };
};
printTimings(
  `${masks} masks`,
  await race(
    [
      { name: 'forward passes', run: forward },
      await explaining(lime),
      await explaining(kernelShap, { cut: 'grid' }),
      await explaining(sobol),
      await explaining(hsic),
    ],
    rounds,
  ),
);
await runtime.close();
