import { createContainer, REGISTRY } from '@camscope/core';
import { openClassifier, openNetwork, prepare } from '@camscope/engine';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { countingRuntime, noise, type FedBytes } from '@camscope/testkit';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const location = join(import.meta.dirname, '../../packages/networks-phantom/models/phantom-cheat.onnx');
const registry = createContainer(await loadWanted(portablePlugins, ['explainer', 'model'])).get(REGISTRY);
const node = startNodeRuntime();
afterAll(() => node.close());
const network = await openNetwork({ location, registry, runtime: node });

const COUNT = 7;
const images = Array.from({ length: COUNT }, (_, i) => noise(i, [1, 128, 128]));
const IMAGE = images[0].data.byteLength;
const session = { provider: 'cpu', threads: 1 };

/** What is fed while images are explained, by run. */
async function fed(id: string, options = {}): Promise<FedBytes[]> {
  const runs: FedBytes[] = [];
  const runtime = countingRuntime(node, (_, bytes) => runs.push(bytes));
  const explainer = registry.explainer.get(id);
  const prepared = await prepare({ network, explainer, runtime, session, batch: 3, budget: 8, ...options });
  await prepared.explain(images.map((image) => ({ image, classes: [0] })));
  await prepared.release();
  return runs;
}

const sum = (runs: readonly FedBytes[], of: keyof FedBytes) => runs.reduce((all, one) => all + one[of], 0);

test.each(['grad-cam', 'input-gradient', 'guided-backprop', 'hires-cam'])(
  '%s: a value of an image is written once, to where it is moved from',
  async (id) => {
    const runs = await fed(id);
    expect(runs.map(({ moved }) => moved / IMAGE)).toEqual([3, 3, 1]);
    // The class of each image.
    expect(sum(runs, 'copied')).toBe(4 * COUNT);
  },
);

test('scores alone: the same', async () => {
  const runs: FedBytes[] = [];
  const runtime = countingRuntime(node, (_, bytes) => runs.push(bytes));
  const classifier = await openClassifier({ network, runtime, session, batch: 4 });
  await classifier.logits(images);
  await classifier.release();
  expect(runs).toEqual([4, 3].map((count) => ({ moved: count * IMAGE, copied: 0 })));
});

test('noise is moved; the image around which it is goes once', async () => {
  const runs = await fed('smooth-grad', { options: { samples: 5 } });
  expect(sum(runs, 'moved')).toBe(COUNT * 6 * IMAGE);
  // The image, and the scale and the class of each sample.
  expect(sum(runs, 'copied')).toBe(COUNT * (IMAGE + 6 * (4 + 4)));
});

test('masks are moved; the image under them has gone, as it is, before', async () => {
  const runs = await fed('score-cam', { memory: 2 ** 21 });
  const masked = runs.filter(({ moved }) => moved > 0);
  expect(masked.length).toBeGreaterThan(COUNT);
  // What is shown where the image is not.
  expect(sum(masked, 'copied')).toBe(COUNT * IMAGE);
});
