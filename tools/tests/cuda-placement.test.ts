import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, test } from 'vitest';
import {
  anyNetwork,
  denseNet,
  madeOfAny,
  noise,
  openInMemory,
  poolLinear,
  relativeError,
  resNet,
  ruleCases,
  ruleGradient,
} from '@camscope/conformance';
import {
  REGISTRY,
  createContainer,
  definePlugin,
  isCamscopeError,
  parseOptions,
  runtimeWith,
  type Explainer,
  type SessionOptions,
} from '@camscope/core';
import { compileExplainer, layersOf, MemoryScoreCache, prepare, type Network } from '@camscope/engine';
import { honestNetworks, phantomCheat } from '@camscope/networks-phantom';
import {
  attentionsOf,
  compile,
  contextOf,
  departures,
  devices,
  dialectOf,
  Graph,
  readModel,
  unevenConvolutions,
  type OnnxNode,
} from '@camscope/onnx';
import { levelTable } from '@camscope/pixels';
import { loadWanted, portablePlugins } from '@camscope/plugins';
import { startNodeRuntime } from '@camscope/runtime-node';
import { entries, readReference } from './networks/references.ts';

const { cuda } = devices;
const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const plugin = definePlugin({ name: 'any', apiVersion: 1, contributes: [anyNetwork] });
const registry = createContainer([...(await loadWanted(portablePlugins, ['explainer'])), plugin]).get(
  REGISTRY,
);
const explainers: readonly Explainer[] = registry.explainer.all().map((one, _, all) => madeOfAny(one, all));

/** Networks on which every method is tried; on others, a method of each form. */
const EVERY = ['pool + linear', 'tiny ResNet', 'tiny DenseNet', 'vit'];
const REFUSALS = ['MODEL_UNSUPPORTED', 'OPERATOR_UNSUPPORTED'];
const FORMS = [
  'grad-cam',
  'guided-backprop',
  'integrated-gradients',
  'shapley-cam',
  'lrp',
  'deep-lift',
  'score-cam',
  'rise',
];

describe('no node that camscope adds to a network leaves CUDA', () => {
  test('of any gradient rule, in any operator set, with rows of one image or of many', async () => {
    const off: string[] = [];
    let nodes = 0;
    for (const ruleCase of ruleCases) {
      const [from, to] = ruleCase.opsets ?? [9, 25];
      for (const opset of new Set([from, Math.min(Math.max(from, 17), to), to])) {
        for (const indexed of [false, true]) {
          const { source, prefix } = await ruleGradient(ruleCase, runtime, {
            opset,
            dialect: {},
            indexed,
          });
          const found = leaving(source.proto, prefix);
          off.push(...found.off.map((why) => `${ruleCase.name}@${opset}: ${why}`));
          nodes += found.nodes;
        }
      }
    }
    expect(off).toEqual([]);
    expect(nodes).toBeGreaterThan(3000);
  });

  const networks: readonly (readonly [string, () => Promise<Network>])[] = [
    ['pool + linear', () => openInMemory(poolLinear({ classes: 3 }), runtime)],
    ['tiny ResNet', () => openInMemory(resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 }), runtime)],
    [
      'tiny DenseNet',
      () => openInMemory(denseNet({ blocks: [1, 1], growth: 4, size: 32, classes: 3 }), runtime),
    ],
    ...entries.map(({ name }) => [name, () => openInMemory(readReference(name).model, runtime)] as const),
    ...[...honestNetworks, phantomCheat].map(
      ({ name, file }) => [name, () => openInMemory(new Uint8Array(readFileSync(file)), runtime)] as const,
    ),
  ];
  it.each(networks)('of any method on %s', { timeout: 120_000 }, async (name, open) => {
    const network = await open();
    const graphs = new Map<string, Uint8Array>();
    const tried = EVERY.includes(name) ? explainers : explainers.filter(({ id }) => FORMS.includes(id));
    const refused: string[] = [];
    for (const explainer of tried) {
      const protos = await protosOf(network, explainer).catch((error: unknown) => {
        // Told with a sentence: a head that it is not for, no attention, an operator that it has no rule for.
        if (!isCamscopeError(error) || !REFUSALS.includes(error.code)) throw error;
        refused.push(explainer.id);
        return [];
      });
      for (const [i, proto] of protos.entries()) graphs.set(`${explainer.id} ${i}`, proto);
    }
    const off = [...graphs].flatMap(([name, proto]) =>
      leaving(proto, 'camscope').off.map((why) => `${name}: ${why}`),
    );
    expect(off).toEqual([]);
    expect(refused.length).toBeLessThan(6);
    expect(graphs.size).toBeGreaterThan(tried.length - refused.length);
    // What is the network's own is padded evenly as well.
    for (const proto of graphs.values()) expect(unevenPads(proto)).toEqual([]);
  });
});

describe('a network whose own convolutions are padded unevenly', () => {
  // As Keras and TensorFlow write `same`.
  const model = poolLinear({ classes: 3, stem: { auto_pad: 'SAME_UPPER', strides: [2, 2] } });
  it.each(['grad-cam', 'input-gradient', 'score-cam'])('has the same %s when it is rewritten', async (id) => {
    const network = await openInMemory(model, runtime);
    expect(unevenConvolutions(network.graph)).toHaveLength(1);
    const [first, second] = [0, 1].map((seed) => noise(seed, [1, 16, 16]));
    const explainer = registry.explainer.get(id);
    for (const proto of await protosOf(network, explainer)) {
      const stem = readModel(proto).graph.nodes.find(({ name }) => name === '/stem/Conv');
      expect(stem?.attribute('auto_pad') ?? 'NOTSET').toBe('NOTSET');
    }
    const mapsOf = async (session: SessionOptions) => {
      const prepared = await prepare({
        network,
        explainer,
        runtime,
        session,
        scores: new MemoryScoreCache(0),
      });
      const explained = await prepared.explain([
        { image: first, classes: [0, 2] },
        { image: second, classes: 'top1' },
      ]);
      await prepared.release();
      return explained.flatMap(({ maps }) => maps.flatMap(({ raw }) => [...raw.data]));
    };
    const plain = await mapsOf({ provider: 'cpu' });
    // Where there is no CUDA, its graph runs on the CPU.
    const rewritten = await mapsOf({ provider: 'cuda', fallback: ['cpu'] });
    expect(relativeError(rewritten, plain)).toBeLessThan(1e-5);
  });
});

/** Every graph that a method opens on CUDA. */
async function protosOf(network: Network, explainer: Explainer): Promise<Uint8Array[]> {
  const protos: Uint8Array[] = [];
  const recording = runtimeWith(runtime, {
    open: async ({ proto }, { provider }) => {
      expect(provider).toBe('cuda');
      protos.push(proto);
      return {
        provider,
        precision: 'exact',
        inputs: [],
        outputs: [],
        run: async () => ({}),
        release: async () => undefined,
      };
    },
  });
  const compiled = await compileExplainer({
    network,
    explainer,
    runtime: recording,
    session: { provider: 'cuda' },
  });
  await (await compiled.open()).release();
  if (explainer.map) {
    const { graph, head, file } = network;
    const expression = explainer.map(
      contextOf({ attentions: attentionsOf(graph).length }),
      parseOptions(explainer, undefined),
    );
    const asked = { graph, head, targets: layersOf(network), expression, dialect: dialectOf('cuda') };
    const levels = { type: 'uint8', table: levelTable(network.preprocessing) } as const;
    protos.push(compile(asked, { indexed: true, levels }).draft.toSource(file).proto);
  }
  return protos;
}

/** Nodes under a prefix, and those of them that leave CUDA. */
function leaving(proto: Uint8Array, prefix: string): { nodes: number; off: string[] } {
  const graph = new Graph(readModel(proto));
  return {
    nodes: graph.nodes.filter(({ name }) => name.startsWith(prefix)).length,
    off: departures(graph, cuda)
      .filter(({ node }) => node.name.startsWith(prefix))
      .map(({ node, why }) => `${node}: ${why}`),
  };
}

/** Convolutions with other pads before than after. */
function unevenPads(proto: Uint8Array): string[] {
  return new Graph(readModel(proto)).nodes.filter(isUneven).map(String);
}

function isUneven(node: OnnxNode): boolean {
  const pads = (node.attribute('pads') ?? []) as readonly number[];
  const axes = pads.length / 2;
  return node.op.startsWith('Conv') && pads.some((pad, i) => pad !== pads[(i + axes) % pads.length]);
}
