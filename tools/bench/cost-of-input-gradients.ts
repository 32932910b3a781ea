// The cost of gradients all the way to the image over the bare forward pass, on networks of published size with seeded
// weights. Usage: node tools/run.js tools/bench/cost-of-input-gradients.ts [--threads 2] [--rounds 15]
import { parseArgs } from 'node:util';
import { prepare } from '@camscope/engine';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { inputGradient } from '@camscope/methods-input-gradient';
import { startNodeRuntime } from '@camscope/runtime-node';
import { denseNet, noise, openInMemory, resNet } from '@camscope/testkit';
import { printTimings, race } from './ratio.ts';

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '2' }, rounds: { type: 'string', default: '15' } },
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
  const item = { image, classes: [3] };
  const batch = { ...image, dims: [1, ...image.dims] };
  const network = await openInMemory(model, runtime);
  const bare = await runtime.open({ proto: model, external: new Map() }, session);
  const explainers = await Promise.all(
    [inputGradient, guidedBackprop].map((explainer) => prepare({ network, explainer, runtime, session })),
  );
  const [plain, guided] = explainers;
  const timings = await race(
    [
      { name: 'forward', run: () => bare.run({ image: batch }) },
      { name: 'input gradient', run: () => plain.explain(item) },
      { name: 'Guided Backprop', run: () => guided.explain(item) },
    ],
    Number(values.rounds),
  );
  printTimings(title, timings);
  await Promise.all([bare.release(), ...explainers.map((explainer) => explainer.release())]);
}
await runtime.close();
