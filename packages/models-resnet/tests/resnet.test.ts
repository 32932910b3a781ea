import { Graph, readModel } from '@camscope/onnx';
import { denseNet, strayLayers } from '@camscope/testkit';
import { describe, expect, test } from 'vitest';
import { resnet } from '../src/index.ts';
import { buildResNet, type ResNetSpec } from './build-resnet.ts';
import { fixture, probed, recognised } from './recognised.ts';

const SMALL: ResNetSpec = { kind: 'bottleneck', counts: [2, 1, 2] };
const SMALL_LAYERS = [
  'conv1',
  'layer1.0',
  'layer1.1',
  'layer1',
  'layer2.0',
  'layer2',
  'layer3.0',
  'layer3.1',
  'layer3',
];

describe('the published networks, a channel wide', () => {
  test.each([
    ['resnet18', 'basic', [2, 2, 2, 2]],
    ['resnet34', 'basic', [3, 4, 6, 3]],
    ['resnet50', 'bottleneck', [3, 4, 6, 3]],
    ['resnet101', 'bottleneck', [3, 4, 23, 3]],
    ['resnet152', 'bottleneck', [3, 8, 36, 3]],
  ] as const)('%s', async (architecture, kind, counts) => {
    const found = await recognised(buildResNet({ kind, counts }));
    const blocks = counts.flatMap((count, stage) =>
      Array.from({ length: count }, (_, i) => `layer${stage + 1}.${i}`),
    );
    expect(found).toMatchObject({ architecture, target: 'layer4' });
    expect(found?.layers.map(({ name }) => name).filter((name) => name.includes('.'))).toEqual(blocks);
  });

  test.each([
    ['wide_resnet50_2', { width: 2, expansion: 2 }],
    ['resnext50_4x2d', { width: 8, expansion: 2, groups: 4 }],
    ['resnet (3-4-6-3, bottleneck)', { width: 3, expansion: 3 }],
  ])('%s', async (architecture, options) => {
    const found = await recognised(buildResNet({ kind: 'bottleneck', counts: [3, 4, 6, 3], ...options }));
    expect(found?.architecture).toBe(architecture);
  });
});

describe('the same graph as different exporters write it', () => {
  test.each<Partial<ResNetSpec>>([
    { norm: 'folded' },
    { norm: 'BatchNormalization', sum: 'Sum', pool: 'AveragePool' },
    { norm: 'arithmetic', pool: 'ReduceMean' },
    { norm: 'arithmetic', pool: 'ReduceMean', view: 'channels-last' },
    { variant: 'd' },
    { quantised: true },
  ])('%o', async (options) => {
    const [graph, head] = await probed(buildResNet({ ...SMALL, ...options }));
    const found = resnet.recognise(graph, head);
    expect(found).toMatchObject({ architecture: 'resnet (2-1-2, bottleneck)', target: 'layer3' });
    expect(found?.layers.map(({ name }) => name)).toEqual(SMALL_LAYERS);
    const view = options.view ?? 'channels-first';
    expect(new Set(found?.layers.map((layer) => layer.view.kind))).toEqual(new Set([view]));
    const shape = (channels: number, size: number) =>
      view === 'channels-first' ? [1, channels, size, size] : [1, size, size, channels];
    expect(found?.layers.map(({ tensor }) => graph.shape(tensor))).toEqual([
      shape(1, 32),
      ...Array.from({ length: 3 }, () => shape(4, 16)),
      ...Array.from({ length: 2 }, () => shape(8, 8)),
      ...Array.from({ length: 3 }, () => shape(16, 4)),
    ]);
    expect(new Set(found?.layers.map(({ tensor }) => graph.producer(tensor)?.op))).toEqual(new Set(['Relu']));
  });
});

describe('graphs exported by torch', () => {
  test('resnet50', async () => {
    const found = await recognised(fixture('resnet50'));
    expect(found).toMatchObject({ architecture: 'resnet50', target: 'layer4' });
    expect(found?.layers.map(({ name, tensor }) => `${name} ${tensor}`)).toMatchInlineSnapshot(`
      [
        "conv1 /relu/Relu_output_0",
        "layer1.0 /layer1/layer1.0/relu_2/Relu_output_0",
        "layer1.1 /layer1/layer1.1/relu_2/Relu_output_0",
        "layer1.2 /layer1/layer1.2/relu_2/Relu_output_0",
        "layer1 /layer1/layer1.2/relu_2/Relu_output_0",
        "layer2.0 /layer2/layer2.0/relu_2/Relu_output_0",
        "layer2.1 /layer2/layer2.1/relu_2/Relu_output_0",
        "layer2.2 /layer2/layer2.2/relu_2/Relu_output_0",
        "layer2.3 /layer2/layer2.3/relu_2/Relu_output_0",
        "layer2 /layer2/layer2.3/relu_2/Relu_output_0",
        "layer3.0 /layer3/layer3.0/relu_2/Relu_output_0",
        "layer3.1 /layer3/layer3.1/relu_2/Relu_output_0",
        "layer3.2 /layer3/layer3.2/relu_2/Relu_output_0",
        "layer3.3 /layer3/layer3.3/relu_2/Relu_output_0",
        "layer3.4 /layer3/layer3.4/relu_2/Relu_output_0",
        "layer3.5 /layer3/layer3.5/relu_2/Relu_output_0",
        "layer3 /layer3/layer3.5/relu_2/Relu_output_0",
        "layer4.0 /layer4/layer4.0/relu_2/Relu_output_0",
        "layer4.1 /layer4/layer4.1/relu_2/Relu_output_0",
        "layer4.2 /layer4/layer4.2/relu_2/Relu_output_0",
        "layer4 /layer4/layer4.2/relu_2/Relu_output_0",
      ]
    `);
  });

  test('batch norms kept', async () => {
    const found = await recognised(fixture('batch-norms-kept'));
    expect(found).toMatchObject({ architecture: 'resnet (2-1-2-1, bottleneck)', target: 'layer4' });
    expect(found?.layers.at(-1)?.tensor).toBe('/layer4/layer4.0/relu_2/Relu_output_0');
  });
});

test('a target behind the last block is a layer under its own name', async () => {
  const [graph, head] = await probed(buildResNet({ ...SMALL, neck: true }));
  const found = resnet.recognise(graph, head);
  const { tensor } = head.target!;
  expect(graph.producer(tensor)?.op).toBe('Conv');
  expect(found?.target).toBe(tensor);
  expect(found?.layers.map(({ name }) => name)).toEqual([...SMALL_LAYERS, tensor]);
});

describe('not a ResNet', () => {
  test('MobileNetV2', async () => {
    expect(await recognised(fixture('mobilenet-v2'))).toBeUndefined();
  });

  test('DenseNet', async () => {
    expect(await recognised(denseNet({ blocks: [2, 2], growth: 2, size: 32 }))).toBeUndefined();
  });

  test.each<[string, ResNetSpec]>([
    ['no Relu after the sum', { ...SMALL, after: 'nothing' }],
    ['a single stage', { kind: 'basic', counts: [3] }],
    [
      'depthwise convolutions inside every block',
      { kind: 'bottleneck', counts: [1, 1], width: 2, groups: 2 },
    ],
  ])('%s', async (_, spec) => {
    expect(await recognised(buildResNet(spec))).toBeUndefined();
  });

  test('a graph whose shapes are not known', () => {
    const graph = new Graph(readModel(fixture('resnet50')));
    const image = { tensor: 'image', view: { kind: 'channels-first' } } as const;
    const target = {
      tensor: '/layer4/layer4.2/relu_2/Relu_output_0',
      view: { kind: 'channels-first' },
    } as const;
    const head = { image, logits: 'logits', classes: 5, activation: 'none', target } as const;
    expect(resnet.recognise(graph, head)).toBeUndefined();
    expect(resnet.recognise(graph, { ...head, target: undefined })).toBeUndefined();
  });
});

test('however an input is rewired, layers are values of the graph or there is no description', async () => {
  expect(strayLayers(resnet, ...(await probed(buildResNet(SMALL))), 300)).toEqual([]);
});
