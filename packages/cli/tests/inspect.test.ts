import { createModel } from '@camscope/onnx';
import { noise, poolLinear, resNet } from '@camscope/conformance';
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

  it('tells what a provider leaves to the CPU, and what is rewritten for it', async () => {
    const stem = { auto_pad: 'SAME_UPPER', strides: [2, 2] };
    const cwd = await folderWith({ 'same.onnx': poolLinear({ stem }), 'leaving.onnx': leaving() });
    const same = await camscope(cwd, ['inspect', 'same.onnx', '--provider', 'cuda']);
    expect(same.stdout.split('\n').slice(-4)).toEqual([
      '',
      'cuda:          CUDA of ONNX Runtime 1.30.0, 8 of 8 nodes run there',
      "rewritten:     Conv '/stem/Conv': pads [0, 0] before and [1, 1] after made even",
      '',
    ]);
    const { stdout } = await camscope(cwd, ['inspect', 'leaving.onnx', '--provider', 'cuda', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      placement: {
        provider: 'cuda',
        nodes: 3,
        leaving: [{ node: "Celu 'maps'", why: 'CUDA of ONNX Runtime 1.30.0 has no kernel for it' }],
        rewritten: [],
      },
    });
    const { code, stderr } = await camscope(cwd, ['inspect', 'same.onnx', '--provider', 'tpu']);
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are cuda');
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

/** A network for whose first node CUDA has no kernel. */
function leaving(): Uint8Array {
  return createModel({
    nodes: [
      { op: 'Celu', inputs: ['x'], outputs: ['maps'] },
      { op: 'Conv', inputs: ['maps', 'w'], outputs: ['scores'] },
      { op: 'GlobalAveragePool', inputs: ['scores'], outputs: ['pooled'] },
      { op: 'Flatten', inputs: ['pooled'], outputs: ['logits'] },
    ],
    initializers: { w: noise(1, [3, 1, 1, 1]) },
    inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 8, 8] }],
    outputs: [{ name: 'logits' }],
  });
}
