import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createModel } from '@camscope/onnx';
import { noise, poolLinear, resNet, visionTransformer } from '@camscope/conformance';
import { describe, expect, it } from 'vitest';
import { camscope, folderWith, mirror } from './support.ts';

const LABELS = 'labels: [Mass, Nodule, No Finding]\n';
const CARDED = { from: 'card' };

interface Facts {
  readonly guessed: readonly string[];
  readonly origins: Readonly<Record<string, unknown>>;
}

describe('inspect', () => {
  it('tells what it sees in a network', async () => {
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': LABELS });
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
      score:         logits, 3 classes (the graph shows it)
      activation:    sigmoid (a guess: the graph has none after its scores, of findings that go together perhaps)
      target layer:  features.conv (as models of the family 'generic' have it: what enters the global pool)
      labels:        Mass, Nodule, No Finding (stated in the card)
      preprocessing: size [8, 8], channels 1, fit stretch, range [0, 1], mean [0], std [1] (a guess: one channel, grey levels in [0, 1])
      batches:       of any size

      layer          tensor  layout  shape         gradients
      features.conv  maps    NCHW    [1, 2, 8, 8]  exact
      ",
      }
    `);
  });

  it('tells of each tensor in one line, under all its names', async () => {
    const cwd = await folderWith({ 'vit.onnx': visionTransformer() });
    const { stdout } = await camscope(cwd, ['inspect', 'vit.onnx']);
    expect(stdout.slice(stdout.indexOf('\nlayer  ') + 1)).toMatchInlineSnapshot(`
      "layer                                                tensor                 layout  shape         gradients
      conv_proj, patch_embed                               conv_0                 NCHW    [1, 8, 4, 4]  exact
      encoder.layers.encoder_layer_0.ln_1, blocks.0.norm1  layernormalization_8   NTK     [1, 17, 8]    exact
      encoder.layers.encoder_layer_0, blocks.0             add_24                 NTK     [1, 17, 8]    exact
      encoder.layers.encoder_layer_1.ln_1, blocks.1.norm1  layernormalization_25  NTK     [1, 17, 8]    exact
      encoder.layers.encoder_layer_1, blocks.1             add_41                 NTK     [1, 17, 8]    exact
      "
    `);
  });

  it('prints JSON', async () => {
    const cwd = await folderWith({ 'resnet.onnx': resNet({ blocks: [1, 1, 1, 1], width: 8, size: 64 }) });
    const { stdout } = await camscope(cwd, ['inspect', 'resnet.onnx', '--json']);
    const facts = JSON.parse(stdout) as { layers: { name: string; gradients: string }[] };
    expect(facts).toMatchObject({ family: 'resnet', target: 'layer4' });
    expect(facts.layers.find(({ name }) => name === 'layer4')).toMatchObject({ gradients: 'exact' });
  });

  it('writes a card of what is known, in which guesses are comments', async () => {
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': LABELS });
    const write = ['inspect', 'mirror.onnx', '--card', 'card.yaml', '--write-card', 'cards/mirror.yaml'];
    const { code, stderr } = await camscope(cwd, write);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'camscope: the card is in cards/mirror.yaml\n' });
    expect(await readFile(join(cwd, 'cards/mirror.yaml'), 'utf8')).toMatchInlineSnapshot(`
      "# What camscope knows of this network. A guess is a comment: correct it, and take its # away.
      file: ../mirror.onnx
      name: mirror

      # The tensor of scores before softmax or sigmoid.
      # The graph shows it.
      score: logits

      # How scores become probabilities: sigmoid (findings that go together), softmax (of several one), or none.
      # A guess: the graph has none after its scores, of findings that go together perhaps.
      # activation: sigmoid

      # One for each class, in the order of the outputs.
      # Stated in the card.
      labels:
        - Mass
        - Nodule
        - No Finding

      # What images are made into: black and white become the range, from which mean is taken, and std divides it.
      # A guess: one channel, grey levels in [0, 1].
      # preprocessing: { size: [ 8, 8 ], channels: 1, fit: stretch, range: [ 0, 1 ], mean: [ 0 ], std: [ 1 ] }

      # The default target layer.
      # As models of the family 'generic' have it: what enters the global pool.
      layer: features.conv
      "
    `);
  });

  it('tells what the network was trained on where that is known, in words, in JSON and in the card', async () => {
    const trained = `${LABELS}trainedOn: [chexpert, our hospital]\n`;
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': trained });
    const inspect = ['inspect', 'mirror.onnx', '--card', 'card.yaml'];
    const { stdout } = await camscope(cwd, [...inspect, '--write-card', 'written.yaml']);
    expect(stdout).toContain('\ntrained on:    chexpert, our hospital\n');
    const written = await readFile(join(cwd, 'written.yaml'), 'utf8');
    expect(written).toContain('\ntrainedOn:\n  - chexpert\n  - our hospital\n');
    const { stdout: json } = await camscope(cwd, [...inspect.with(3, 'written.yaml'), '--json']);
    expect(JSON.parse(json)).toMatchObject({ trainedOn: ['chexpert', 'our hospital'] });
  });

  it('writes a card that gives the same network, and guesses no more than before', async () => {
    const cwd = await folderWith({ 'mirror.onnx': mirror });
    const facts = async (...more: string[]) =>
      JSON.parse((await camscope(cwd, ['inspect', 'mirror.onnx', '--json', ...more])).stdout) as Facts;
    const { origins, ...bare } = await facts('--write-card', 'card.yaml');
    expect(bare.guessed).toEqual(['activation', 'labels', 'preprocessing']);
    const carded = await facts('--card', 'card.yaml');
    expect(carded).toEqual({ ...bare, origins: { ...origins, score: CARDED, layer: CARDED } });

    const text = await readFile(join(cwd, 'card.yaml'), 'utf8');
    await writeFile(join(cwd, 'card.yaml'), text.replace(/^# (?=[a-z]+:|  - )/gm, ''));
    const filled = await facts('--card', 'card.yaml');
    expect(Object.values(filled.origins)).toEqual(Array(5).fill(CARDED));
    expect(filled).toEqual({ ...bare, origins: filled.origins, guessed: [] });
  });

  it('replaces no card unless told to', async () => {
    const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': LABELS });
    const write = ['inspect', 'mirror.onnx', '--write-card', 'card.yaml'];
    const { code, stdout, stderr } = await camscope(cwd, write);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('card.yaml is there already');
    expect(await readFile(join(cwd, 'card.yaml'), 'utf8')).toBe(LABELS);
    expect((await camscope(cwd, [...write, '--force'])).code).toBe(0);
    expect(await readFile(join(cwd, 'card.yaml'), 'utf8')).toContain('# A guess');
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
    ['card.yaml', 'MODEL_MALFORMED', "'card.yaml' is no network"],
  ])('refuses %s', async (file, code, told = '') => {
    const cwd = await folderWith({ 'text.onnx': 'not a model at all', 'card.yaml': 'name: Mine\n' });
    const { code: exit, stdout, stderr } = await camscope(cwd, ['inspect', file, '--json']);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code, message: expect.stringContaining(told) as string },
    });
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
