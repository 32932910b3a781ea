// What it saves that an image goes through the network once, whatever the number of its classes: explanations of several
// images and classes, with a pass for each explanation and with one for each image, on a network trained on phantoms.
// Usage: node tools/run.js tools/bench/cost-of-sharing.ts [--threads 2 --rounds 20]
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Explainer } from '@camscope/core';
import { prepare, type ExplainItem } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { integratedGradients } from '@camscope/methods-integrated-gradients';
import { phantomResNet152 } from '@camscope/networks-phantom';
import { startNodeRuntime } from '@camscope/runtime-node';
import { noise, openInMemory } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '20' } },
});
const session = { provider: 'cpu', threads: Number(values.threads) };
const runtime = startNodeRuntime();
const network = await openInMemory(await readFile(phantomResNet152.file), runtime);
const { channels, size } = network.preprocessing;
const images = [1, 2, 3, 4].map((seed) => noise(seed, [channels, ...size]));

const one: ExplainItem[] = [{ image: images[0], classes: [0, 1, 2, 3] }];
const several: ExplainItem[] = [[0], [0, 1], [0, 1, 2], [0, 2]].map((classes, n) => ({
  image: images[n],
  classes,
}));
const apart = (items: readonly ExplainItem[]): ExplainItem[] =>
  items.flatMap(({ image, classes }) => [...classes].map((target) => ({ image, classes: [Number(target)] })));

const methods: [string, Explainer, unknown][] = [
  ['Grad-CAM', gradCam, {}],
  ['Guided Backprop', guidedBackprop, {}],
  ['Integrated Gradients, 8 steps', integratedGradients, { steps: 8 }],
];
for (const [title, explainer, options] of methods) {
  const prepared = await prepare({ network, explainer, options, runtime, session });
  const explain = (items: readonly ExplainItem[]) => prepared.explain(items);
  const contenders = [
    { name: 'one image, four classes: a pass each', run: () => explain(apart(one)) },
    { name: 'one image, four classes', run: () => explain(one) },
    { name: 'four images, eight classes: a pass each', run: () => explain(apart(several)) },
    { name: 'four images, eight classes', run: () => explain(several) },
    {
      name: 'top class: found in a pass of its own',
      run: async () => {
        const [{ logits }] = await explain([{ image: images[0], classes: [] }]);
        await explain([{ image: images[0], classes: [logits.indexOf(Math.max(...logits))] }]);
      },
    },
    { name: 'top class', run: () => explain([{ image: images[0], classes: 'top1' }]) },
  ];
  printTimings(`phantom-resnet152, ${title}`, await race(contenders, Number(values.rounds)));
  await prepared.release();
}
await runtime.close();
