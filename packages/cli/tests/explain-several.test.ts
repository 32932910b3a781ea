import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { floatTensor } from '@camscope/core';
import { createModel } from '@camscope/onnx';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

/** As `mirror`, with a second layer of half the size behind its maps: their maxima over 2×2 pixels, times 1 and 2. */
const deep = createModel({
  nodes: [
    { op: 'Conv', inputs: ['x', 'first'], outputs: ['maps'], name: '/features/conv/Conv' },
    {
      op: 'MaxPool',
      inputs: ['maps'],
      outputs: ['half'],
      attributes: { kernel_shape: [2, 2], strides: [2, 2] },
    },
    { op: 'Conv', inputs: ['half', 'second'], outputs: ['deep'], name: '/features/deep/Conv' },
    { op: 'GlobalAveragePool', inputs: ['deep'], outputs: ['pooled'] },
    { op: 'Flatten', inputs: ['pooled'], outputs: ['flat'] },
    { op: 'MatMul', inputs: ['flat', 'w'], outputs: ['logits'] },
  ],
  initializers: {
    first: floatTensor(Float32Array.of(1, -1), [2, 1, 1, 1]),
    second: floatTensor(Float32Array.of(1, 0, 0, 2), [2, 2, 1, 1]),
    w: floatTensor(Float32Array.of(64, -64, 0, -64, 64, 0), [2, 3]),
  },
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 8, 8] }],
  outputs: [{ name: 'logits' }],
});

const folder = async () =>
  folderWith({
    'mirror.onnx': mirror,
    'deep.onnx': deep,
    'card.yaml': CARD,
    'a.png': await png(block(2, 3)),
    'b.png': await png(block(4, 1)),
  });

interface Told {
  readonly image: string;
  readonly method: string;
  readonly target: number;
  readonly layer: string;
  readonly overlay: string;
  readonly blank: string | null;
}

async function explain(cwd: string, ...argv: string[]) {
  const card = ['--card', 'card.yaml', '--out', 'out'];
  const { code, stdout, stderr } = await camscope(cwd, ['explain', ...argv, ...card, '--json']);
  return { code, stderr, maps: stdout === '' ? [] : (JSON.parse(stdout) as Told[]) };
}

const methods = (...ids: string[]) => ids.flatMap((id) => ['--method', id]);

async function contents(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  const read = async (name: string) => [name, (await readFile(join(path, name))).toString('base64')] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

describe('several methods', () => {
  const ids = ['grad-cam', 'score-cam', 'input-gradient', 'rise'];
  const both = ['a.png', 'b.png', '--budget', '4'];

  it('give the files of each alone, image by image', async () => {
    const [together, apart] = [await folder(), await folder()];
    const { code, stderr, maps } = await explain(together, ...both, ...methods(...ids));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '0 of 2 images\nscore-cam: 2 of 2 masks\n' });
    expect(maps.map(({ image, method }) => [image, method])).toEqual(
      ['a.png', 'b.png'].flatMap((image) => ids.map((id) => [image, id])),
    );
    for (const id of ids) expect((await explain(apart, ...both, ...methods(id))).code).toBe(0);
    expect(await contents(join(together, 'out'))).toEqual(await contents(join(apart, 'out')));
  });

  it('are a column of the table', async () => {
    const cwd = await folder();
    const argv = [
      'explain',
      'a.png',
      ...methods('grad-cam', 'hires-cam'),
      '--card',
      'card.yaml',
      '--out',
      'out',
    ];
    expect((await camscope(cwd, argv)).stdout).toMatchInlineSnapshot(`
      "image  method     class  label  score   probability  layer          blank  overlay
      a.png  grad-cam       0  Mass   18.000  1.000        features.conv         out/a.grad-cam.0.png
      a.png  hires-cam      0  Mass   18.000  1.000        features.conv         out/a.hires-cam.0.png
      "
    `);
  });

  it('take the options that they have, and those of their own', async () => {
    const cwd = await folder();
    const run = (...argv: string[]) =>
      explain(cwd, 'a.png', '--target', '1', ...methods('grad-cam', 'hires-cam', 'input-gradient'), ...argv);
    const blank = async (...argv: string[]) => (await run(...argv)).maps.map((map) => map.blank);
    const [zero, last] = ['all-zero', 'constant'];
    expect(await blank()).toEqual([zero, zero, last]);
    expect(await blank('--option', 'relu=false')).toEqual([null, null, last]);
    expect(await blank('--option', 'hires-cam.relu=false')).toEqual([zero, null, last]);
    const both = ['--option', 'relu=false', '--option', 'grad-cam.relu=true'];
    expect(await blank(...both)).toEqual([zero, null, last]);
  });

  it.each([
    ['rlu=false', "No option of these methods is called 'rlu'", 'Nearest: relu'],
    ['grad-cam.rlu=false', "Invalid options for explainer 'grad-cam'", 'nearest: relu'],
    ['grad-kam.relu=false', "No chosen method is called 'grad-kam'", 'Nearest: grad-cam'],
    ['preset=captun', "No preset of 'grad-cam' is called 'captun'", 'Nearest: captum'],
  ])('refuse the option %s', async (option, message, found) => {
    const argv = ['a.png', ...methods('grad-cam', 'hires-cam'), '--option', option];
    const { code, stderr, maps } = await explain(await folder(), ...argv);
    expect({ code, maps }).toEqual({ code: 2, maps: [] });
    expect(stderr).toContain(message);
    expect(stderr).toContain(found);
  });

  it('are refused where one is asked for twice', async () => {
    expect(await explain(await folder(), 'a.png', ...methods('grad-cam', 'rise', 'grad-cam'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("The method 'grad-cam' is asked for twice"),
    });
  });

  it('lose none to one that cannot explain the network', async () => {
    const cwd = await folder();
    await writeFile(
      join(cwd, 'twice.ts'),
      `import { defineExplainer, definePlugin } from '@camscope/core';
import { add } from '@camscope/onnx/expressions';
const map = ({ activations, logits }) => add(activations, logits);
export default definePlugin({ name: 'twice', apiVersion: 1, contributes: [defineExplainer({ id: 'twice', title: 'Twice', map })] });
`,
    );
    const plugin = ['--plugin', './twice.ts'];
    const { code, stderr, maps } = await explain(cwd, 'a.png', ...methods('twice', 'grad-cam'), ...plugin);
    expect({ code, methods: maps.map(({ method }) => method) }).toEqual({ code: 1, methods: ['grad-cam'] });
    expect(JSON.parse(stderr)).toMatchObject({ error: { message: expect.stringContaining("'twice'") } });
    expect(await explain(cwd, 'a.png', ...methods('twice'), ...plugin)).toMatchObject({ code: 2, maps: [] });
  });
});

describe('several layers', () => {
  const deep = ['--model', 'deep.onnx', '--layer', 'features.conv', '--layer', 'features.deep'];

  it('give a map each, and one of a method to which they do not matter', async () => {
    const cwd = await folder();
    const { code, maps } = await explain(
      cwd,
      'a.png',
      ...deep,
      ...methods('grad-cam', 'score-cam', 'rise'),
      '--budget',
      '4',
    );
    expect(code).toBe(0);
    expect(maps.map(({ method, layer, overlay }) => [method, layer, overlay])).toEqual([
      ['grad-cam', 'features.conv', 'out/a.grad-cam@features.conv.0.png'],
      ['grad-cam', 'features.deep', 'out/a.grad-cam@features.deep.0.png'],
      ['score-cam', 'features.conv', 'out/a.score-cam@features.conv.0.png'],
      ['score-cam', 'features.deep', 'out/a.score-cam@features.deep.0.png'],
      ['rise', 'features.conv', 'out/a.rise.0.png'],
    ]);
    const one = await explain(
      cwd,
      'a.png',
      '--model',
      'deep.onnx',
      '--layer',
      'features.conv',
      ...methods('grad-cam'),
    );
    expect(one.maps).toMatchObject([{ overlay: 'out/a.grad-cam.0.png' }]);
    const bytes = async (name: string) => readFile(join(cwd, 'out', name));
    expect(await bytes('a.grad-cam.0.npy')).toEqual(await bytes('a.grad-cam@features.conv.0.npy'));
    expect(await bytes('a.grad-cam.0.npy')).not.toEqual(await bytes('a.grad-cam@features.deep.0.npy'));
  });

  it('become one map where --aggregate says so, and a pattern is as many as it means', async () => {
    const cwd = await folder();
    const joined = await explain(cwd, 'a.png', ...deep, '--aggregate', 'max', ...methods('grad-cam'));
    expect(joined.maps).toMatchObject([
      { layer: 'features.conv+features.deep', overlay: 'out/a.grad-cam.0.png' },
    ]);
    const pattern = ['--model', 'deep.onnx', '--layer', 'features.*', '--layer', 'features.deep'];
    const { maps } = await explain(cwd, 'a.png', ...pattern, ...methods('grad-cam'));
    expect(maps.map(({ layer }) => layer)).toEqual(['features.conv', 'features.deep']);
  });

  it('are refused before anything is written where one is unknown', async () => {
    const cwd = await folder();
    expect(
      await explain(cwd, 'a.png', ...deep.with(5, 'features.dep'), ...methods('grad-cam', 'rise')),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nearest: features.deep'),
    });
    expect(await readdir(cwd)).not.toContain('out');
  });
});

describe('several targets', () => {
  const targets = (...words: string[]) => words.flatMap((word) => ['--target', word]);

  it('are explained in their order, each class once', async () => {
    const { maps } = await explain(
      await folder(),
      'a.png',
      'b.png',
      ...methods('grad-cam'),
      ...targets('2', 'mass', '0'),
    );
    expect(maps.map(({ image, target, overlay }) => [image, target, overlay])).toEqual([
      ['a.png', 2, 'out/a.grad-cam.2.png'],
      ['a.png', 0, 'out/a.grad-cam.0.png'],
      ['b.png', 2, 'out/b.grad-cam.2.png'],
      ['b.png', 0, 'out/b.grad-cam.0.png'],
    ]);
  });

  it.each([
    [['top1', '0'], 'The target top1 stands alone'],
    [['1', 'all'], 'The target all stands alone'],
    [['0', 'Maas'], 'Nearest: Mass'],
  ])('are not %j', async (words, text) => {
    const argv = [...methods('grad-cam'), ...targets(...words)];
    expect(await explain(await folder(), 'a.png', ...argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(text),
    });
  });
});
