import { createModel } from '@camscope/onnx';
import { resNet } from '@camscope/conformance';
import { describe, expect, it } from 'vitest';
import { camscope, CARD, folderWith, mirror } from './support.ts';

describe('inspect', () => {
  it('tells what it sees in a network', async () => {
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': CARD });
    const { code, stdout } = await camscope(cwd, ['inspect', 'mirror.onnx', '--card', 'card.yaml']);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "IR version:    8
      opset:         ai.onnx 17
      producer:      camscope
      input:         x: float32 [n, 1, 8, 8]
      output:        logits: no type of any shape
      nodes:         Conv 1, Flatten 1, GlobalAveragePool 1, MatMul 1
      weights:       8 elements in 2 tensors, 32 bytes
      name:          mirror
      architecture:  cnn (model family 'generic')
      score:         logits, 3 classes, sigmoid
      target layer:  features.conv
      labels:        Mass, Nodule, No Finding
      preprocessing: size [8, 8], channels 1, fit stretch, range [0, 1], mean [0], std [1]
      batches:       of any size

      layer          tensor  layout  shape         gradients
      features.conv  maps    NCHW    [1, 2, 8, 8]  exact
      ",
      }
    `);
  });

  it('prints JSON', async () => {
    const cwd = await folderWith({ 'resnet.onnx': resNet({ blocks: [1, 1, 1, 1], width: 8, size: 64 }) });
    const { stdout } = await camscope(cwd, ['inspect', 'resnet.onnx', '--json']);
    const facts = JSON.parse(stdout) as { layers: { name: string; gradients: string }[] };
    expect(facts).toMatchObject({ family: 'resnet', target: 'layer4' });
    expect(facts.layers.find(({ name }) => name === 'layer4')).toMatchObject({ gradients: 'exact' });
  });

  it('shows what the file says even where no network is understood', async () => {
    const model = createModel({
      nodes: [{ op: 'Abs', inputs: ['x'], outputs: ['y'] }],
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 4] }],
      outputs: [{ name: 'y' }],
    });
    const { code, stdout, stderr } = await camscope(await folderWith({ 'abs.onnx': model }), [
      'inspect',
      'abs.onnx',
    ]);
    expect(code).toBe(2);
    expect(stdout).toContain('nodes:         Abs 1');
    expect(stderr).toContain('x: float32 [n, 4]');
  });

  it.each([
    ['absent.onnx', 'FILE_UNREADABLE'],
    ['text.onnx', 'MODEL_MALFORMED'],
  ])('refuses %s', async (file, code) => {
    const cwd = await folderWith({ 'text.onnx': 'not a model at all' });
    const { code: exit, stdout, stderr } = await camscope(cwd, ['inspect', file, '--json']);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code } });
  });
});
