import { afterAll, describe, expect, it } from 'vitest';
import { composites, relevanceRules, type CompositeName } from '@camscope/methods-lrp';
import { floatTensor, itemOf, stack } from '@camscope/core';
import { deepLift, rescaleRules } from '@camscope/methods-deep-lift';
import { startNodeRuntime } from '@camscope/runtime-node';
import {
  caseModel,
  noise,
  openInMemory,
  relevanceFlow,
  ruleCases,
  sampleOf,
  type FlowRequest,
  type NodeFlow,
  type RuleCase,
} from '@camscope/testkit';
import { explain, type AnyExplainer } from './methods.ts';
import { readReference } from './references.ts';
import { takenBy } from './taken.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const total = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0);
const size = (data: Float32Array) => data.reduce((sum, value) => sum + Math.abs(value), 0);

/** Within them lie the images of rule cases and networks. */
const imageRange = { low: [-1], high: [1] };
const parameters = { epsilon: 1e-6, gamma: 0.25, batchNorm: 'share' } as const;
const names = Object.keys(composites) as CompositeName[];

const relevance = (composite: CompositeName, on: Pick<FlowRequest, 'model' | 'image' | 'seed'>) =>
  relevanceFlow({
    ...{ runtime, rules: relevanceRules(composite, parameters), imageRange, taken: takenBy(composite) },
    ...on,
  });
/** What is lost at a node that neither a bias nor ε takes, as a share of what passes. */
const lost = ({ arriving, leaving, taken, size }: NodeFlow) => Math.abs(arriving - leaving - taken) / size;

/** Rule cases in which relevance is not conserved, by what loses it. */
const LOSING = {
  'the expansion of a softmax has a constant term': /^Softmax/,
  'a constant is the largest, or is chosen, at some places': /^(Max|Min) |^Where/,
  'what was added around a map is constant, what is cut off is not read': /^Pad (with a constant|that crops)/,
};
/** Those of operators that relevance does not pass. */
const REFUSED = /^(LogSoftmax|ReduceL2|ReduceSumSquare|ReduceLogSumExp|Div of a constant)/;
const titled = ruleCases.map((ruleCase) => [ruleCase.name, ruleCase] as const);
const isLosing = (name: string) => Object.values(LOSING).some((pattern) => pattern.test(name));
const opsetOf = ({ opsets: [from, to] = [9, 25] }: RuleCase) => Math.min(Math.max(from, 17), to);
const tried = (ruleCase: RuleCase) => ({
  model: caseModel(ruleCase, opsetOf(ruleCase)),
  image: sampleOf(ruleCase, 1),
  seed: (dims: readonly number[]) => noise(2, dims),
});

describe('what arrives leaves, or is taken by biases and ε, at every node of a rule case', () => {
  const conserving = titled.filter(([name]) => !isLosing(name) && !REFUSED.test(name));
  // Rule sets differ in convolutions alone, which at the ε rule are dense layers.
  const ofConvolutions: readonly CompositeName[] = ['epsilon-gamma-box', 'epsilon-alpha2-beta1'];
  const all = conserving.flatMap(([name, ruleCase]) =>
    (['epsilon-plus', ...(ruleCase.op.startsWith('Conv') ? ofConvolutions : [])] as const).map(
      (composite) => [name, composite, ruleCase] as const,
    ),
  );

  it.each(all)('%s, %s', async (_name, composite, ruleCase) => {
    const { nodes } = await relevance(composite, tried(ruleCase));
    for (const node of nodes) expect(lost(node), node.node).toBeLessThan(1e-5);
  });

  it.each(titled.filter(([name]) => isLosing(name)))('not at %s', async (_name, ruleCase) => {
    const { nodes } = await relevance('epsilon-plus', tried(ruleCase));
    expect(Math.max(...nodes.map(lost))).toBeGreaterThan(1e-3);
  });

  it.each(titled.filter(([name]) => REFUSED.test(name)))('refuses %s', async (_name, ruleCase) => {
    await expect(relevance('epsilon-plus', tried(ruleCase))).rejects.toThrow(
      /No relevance rule|does not influence/,
    );
  });
});

// Each composite somewhere, each network by some: what differs from one to another are convolutions.
const networks: readonly (readonly [string, readonly CompositeName[]])[] = [
  ['resnet', names],
  ['densenet', ['epsilon-plus']],
  ['vgg', ['epsilon-gamma-box']],
  ['convnext', ['epsilon-gamma-box']],
  ['vit', ['epsilon-plus']],
  ['swin', ['epsilon']],
];

describe.each(networks)('so it is in a whole network, biases and all: %s', (network, some) => {
  const { model, picture, target, logits, values } = readReference(network);
  const score = values(logits)[target];
  const ofTarget = (dims: readonly number[]) =>
    floatTensor(
      Float32Array.from({ length: dims[1] }, (_, k) => (k === target ? score : 0)),
      dims,
    );

  it.each(some)('%s', async (composite) => {
    const image = { ...picture, dims: [1, ...picture.dims] };
    const { nodes, leaving } = await relevance(composite, { model, image, seed: ofTarget });
    let gone = 0;
    for (const node of nodes) {
      if (node.kind !== 'softmax') expect(lost(node), node.node).toBeLessThan(1e-4);
      gone += node.kind === 'softmax' ? node.arriving - node.leaving : node.taken;
    }
    const missing = score - total(leaving.data) - gone;
    expect(Math.abs(missing)).toBeLessThan(1e-2 * Math.max(Math.abs(score), size(leaving.data)));
  });
});

describe("a multiplier's share of the difference goes on at every node of a rule case", () => {
  const rules = rescaleRules(1e-10);
  const run = async (ruleCase: RuleCase) => {
    const { model, image, seed } = tried(ruleCase);
    const both = stack([image, sampleOf(ruleCase, 3)].map((batch) => itemOf(batch, 0)));
    const worth: FlowRequest['worth'] = (at, value, multiplier) =>
      at.emit.mul(multiplier, at.emit.sub(at.original(value), value));
    return relevanceFlow({ runtime, rules, model, image: both, seed, worth });
  };

  /** No shares are known for these. */
  const refused =
    /^(Max|Min) |^(InstanceNormalization|GroupNormalization|LRN|LogSoftmax|Reduce(Min|L2|SumSquare|LogSumExp))/;

  // ONNX Runtime 1.30 plans the buffer of a Clip of operator set 6 for another batch, where it reads the very input.
  const unrun = /^Clip with bounds as attributes/;

  it.each(titled.filter(([name]) => !refused.test(name) && !unrun.test(name)))(
    '%s',
    async (_name, ruleCase) => {
      for (const node of (await run(ruleCase)).nodes) expect(lost(node), node.node).toBeLessThan(1e-5);
    },
  );

  it.each(titled.filter(([name]) => refused.test(name)))('refuses %s', async (_name, ruleCase) => {
    await expect(run(ruleCase)).rejects.toThrow('No DeepLIFT rule for operator');
  });
});

describe.each(['smooth-batch-norm', 'resnet', 'vgg', 'efficientnet-b0', 'convnext', 'vit'])(
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
  await expect(asked).rejects.toThrow(/Images are compared in one run, and the network takes one at a time/);
});
