import { afterAll, describe, expect, it } from 'vitest';
import { lrp } from '@camscope/methods-lrp';
import { deepLift } from '@camscope/methods-deep-lift';
import { Graph, readModel } from '@camscope/onnx';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory } from '@camscope/testkit';
import { explain, type AnyExplainer } from './methods.ts';
import { readReference } from './references.ts';
import { withWeights } from './with-weights.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const total = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0);
const size = (data: Float32Array) => data.reduce((sum, value) => sum + Math.abs(value), 0);

/** Inputs of operators that are biases, or means that become such. */
const BIASES: Readonly<Record<string, readonly number[]>> = {
  Conv: [2],
  Gemm: [2],
  BatchNormalization: [2, 3],
  LayerNormalization: [2],
};

/** A network without what takes relevance. */
function withoutBiases(model: Uint8Array): Uint8Array {
  const graph = new Graph(readModel(model));
  const own = graph.nodes.flatMap(({ op, inputs }) => (BIASES[op] ?? []).map((i) => inputs[i] ?? ''));
  const added = graph.nodes.filter(({ op }) => op === 'Add').flatMap(({ inputs }) => inputs);
  const stored = new Set([...own, ...added].filter((name) => graph.model.graph.initializers.get(name)?.raw));
  return [...stored].reduce((edited, name) => withWeights(edited, name, (values) => values.fill(0)), model);
}

describe.each(['resnet', 'vgg', 'densenet', 'efficientnet-b0', 'convnext'])(
  'relevance is conserved: %s',
  (name) => {
    const { model, picture: image, target } = readReference(name);
    const network = openInMemory(withoutBiases(model), runtime);

    // z⁺ and α2β1 lose what is owed to an output that nothing speaks for, of which networks this slim have some.
    it.each(['epsilon-gamma-box', 'epsilon'])('%s', async (composite) => {
      const method = {
        explainer: lrp as AnyExplainer,
        options: { composite, epsilon: 1e-9, low: -1, high: 1 },
      };
      const { logits, maps } = await explain(runtime, await network, method, { image, classes: [target] });
      const { data } = maps[0].raw;
      // Of what was shared out, no more is lost than rounding of what cancels.
      expect(Math.abs(total(data) - logits[target])).toBeLessThan(1e-4 * size(data));
    });
  },
);

describe.each(['smooth-batch-norm', 'resnet', 'efficientnet-b0', 'convnext', 'vit'])(
  'DeepLIFT adds up to the difference of scores: %s',
  (name) => {
    const { model, picture: image, target } = readReference(name);

    it('from a baseline of 0.25', async () => {
      const network = await openInMemory(model, runtime);
      const method = { explainer: deepLift as AnyExplainer, options: { baseline: 0.25 } };
      const other = { ...image, data: image.data.map(() => 0.25) };
      const score = async (picture: typeof image) =>
        (await explain(runtime, network, method, { image: picture, classes: [] })).logits[target];
      const { maps } = await explain(runtime, network, method, { image, classes: [target] });
      const { data } = maps[0].raw;
      const difference = (await score(image)) - (await score(other));
      expect(Math.abs(total(data) - difference)).toBeLessThan(1e-4 * size(data));
    });
  },
);

it('DeepLIFT refuses a network that mixes images and places along an axis', async () => {
  const { model, picture: image } = readReference('swin');
  const network = await openInMemory(model, runtime);
  const asked = explain(runtime, network, { explainer: deepLift as AnyExplainer }, { image, classes: [0] });
  await expect(asked).rejects.toThrow(/Images cannot be told apart in/);
});

it('DeepLIFT refuses a network that takes one image at a time', async () => {
  const { model, picture: image } = readReference('wide-resnet');
  const network = await openInMemory(model, runtime);
  const asked = explain(runtime, network, { explainer: deepLift as AnyExplainer }, { image, classes: [0] });
  await expect(asked).rejects.toThrow(/'deep-lift' compares images in one run[^]*one image at a time/);
});
