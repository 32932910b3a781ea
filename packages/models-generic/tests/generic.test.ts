import { Graph, readModel } from '@camscope/onnx';
import { poolLinear } from '@camscope/testkit';
import { describe, expect, test } from 'vitest';
import { generic } from '../src/index.ts';
import { fixture, probed, recognised } from './recognised.ts';

test('is asked last', () => {
  expect(generic.fallback).toBe(true);
});

describe('layers', () => {
  test('of MobileNetV2 end at what enters its pool', async () => {
    const found = await recognised(fixture('mobilenet-v2'));
    expect(found).toMatchObject({ architecture: 'cnn', target: 'features.6.2' });
    expect(found?.layers.at(-1)).toEqual({
      name: 'features.6.2',
      tensor: '/features/features.6/features.6.2/Clip_output_0',
      view: { kind: 'channels-first' },
    });
  });

  test('of a VGG end at what its flattening head reads', async () => {
    const [graph, head] = await probed(fixture('vgg'));
    const found = generic.recognise(graph, head);
    expect(found?.layers.map(({ name, tensor }) => `${name} ${graph.shape(tensor)?.slice(1)}`)).toEqual([
      'features.1 4,64,64',
      'features.4 6,32,32',
      'features.9 8,16,16',
      'features.10 8,8,8',
      'avgpool 8,4,4',
    ]);
    expect(found?.target).toBe('features.10');
  });

  test('are joined by a target that is not among them, under its own name', async () => {
    const [graph, head] = await probed(fixture('vgg'));
    const tensor = '/features/features.7/Relu_output_0';
    const found = generic.recognise(graph, { ...head, target: { tensor, view: { kind: 'channels-first' } } });
    expect(found?.target).toBe(tensor);
    expect(found?.layers.at(-1)).toEqual({ name: tensor, tensor, view: { kind: 'channels-first' } });
  });

  test('are missing from a graph without a target, or not yet probed', async () => {
    const [graph, head] = await probed(fixture('vgg'));
    expect(generic.recognise(graph, { ...head, target: undefined })).toBeUndefined();
    expect(generic.recognise(new Graph(readModel(fixture('vgg'))), head)).toBeUndefined();
  });
});

describe('preprocessing', () => {
  test('of three channels is that of ImageNet', async () => {
    expect((await recognised(poolLinear({ inputChannels: 3, size: 20 })))?.preprocessing).toEqual({
      size: [20, 20],
      channels: 3,
      fit: 'stretch',
      range: [0, 1],
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    });
  });

  test('of one channel and 18 classes is that of TorchXRayVision', async () => {
    const found = await recognised(poolLinear({ inputChannels: 1, classes: 18 }));
    expect(found?.preprocessing).toEqual({
      size: [16, 16],
      channels: 1,
      fit: 'centre-crop',
      range: [-1024, 1024],
      mean: [0],
      std: [1],
    });
  });

  test('of one channel otherwise is grey levels in [0, 1]', async () => {
    const found = await recognised(poolLinear({ inputChannels: 1, classes: 14 }));
    expect(found?.preprocessing).toEqual({
      size: [16, 16],
      channels: 1,
      fit: 'stretch',
      range: [0, 1],
      mean: [0],
      std: [1],
    });
  });

  test('of any other number of channels is not known', async () => {
    expect(await recognised(poolLinear({ inputChannels: 4 }))).toBeUndefined();
  });
});
