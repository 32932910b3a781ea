import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

const TYPESCRIPT = `
import { defineExplainer, definePlugin, type Explainer } from '@camscope/core';
import { channelSum, mul } from '@camscope/onnx/expressions';
import { z } from 'zod';

const brightness: Explainer = defineExplainer({
  id: 'brightness',
  title: 'Brightness',
  options: z.strictObject({ gain: z.number().default(1).describe('Factor') }),
  map: ({ activations }, { gain }) => mul(channelSum(mul(activations, activations)), gain),
});
export default definePlugin({ name: 'my-brightness', apiVersion: 1, contributes: [brightness] });
`;
const JAVASCRIPT = TYPESCRIPT.replace(', type Explainer', '').replace(': Explainer', '');

const STUDY = `version: 1
plugins: [./plugins/brightness.ts]
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [{ use: brightness, options: { gain: 3 } }]
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou]
out: results
`;

async function folder(files: Record<string, string> = {}): Promise<string> {
  const cwd = await folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'boxes.csv': 'Image Index,Finding Label,Bbox [x,y,w,h],,,\n00000001_000.png,Mass,256,384,384,384\n',
    '00000001_000.png': await png(block(2, 3)),
    'study.yaml': STUDY,
  });
  await mkdir(join(cwd, 'plugins'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, 'plugins', name), text);
  return cwd;
}

describe('a plugin outside of the workspace', () => {
  it('is loaded from a study, relative to it, and used', async () => {
    const cwd = await folder({ 'brightness.ts': TYPESCRIPT });
    const { code, stderr } = await camscope('/', ['run', join(cwd, 'study.yaml')]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await readFile(join(cwd, 'results/scores.csv'), 'utf8')).toMatch(
      /,brightness,method,features\.conv,multi-otsu,box-iou,/,
    );
    const lock = JSON.parse(await readFile(join(cwd, 'results/study.lock.json'), 'utf8')) as {
      plugins: object[];
    };
    expect(lock.plugins).toContainEqual({
      name: 'my-brightness',
      file: 'plugins/brightness.ts',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['TypeScript', 'brightness.ts', TYPESCRIPT],
    ['JavaScript', 'brightness.js', JAVASCRIPT],
    ['an ES module', 'brightness.mjs', JAVASCRIPT],
  ])('may be %s, named on the command line', async (_, file, text) => {
    const cwd = await folder({ [file]: text });
    const { stdout } = await camscope(cwd, ['list', 'explainer', '--plugin', `./plugins/${file}`]);
    expect(stdout).toMatch(/^explainer +brightness +Brightness +my-brightness$/m);
  });

  it('may be a package', async () => {
    const cwd = await folder();
    const home = join(cwd, 'node_modules/camscope-brightness');
    await mkdir(home, { recursive: true });
    await writeFile(
      join(home, 'package.json'),
      '{ "name": "camscope-brightness", "version": "4.5.6", "type": "module", "exports": "./main.js" }',
    );
    await writeFile(join(home, 'main.js'), JAVASCRIPT);
    await writeFile(join(cwd, 'study.yaml'), STUDY.replace('./plugins/brightness.ts', 'camscope-brightness'));
    expect((await camscope(cwd, ['run', 'study.yaml'])).code).toBe(0);
    const lock = JSON.parse(await readFile(join(cwd, 'results/study.lock.json'), 'utf8')) as {
      plugins: object[];
    };
    expect(lock.plugins).toContainEqual({ name: 'my-brightness', version: '4.5.6' });
  });

  it('may be one that comes with camscope: it is not loaded twice', async () => {
    const { code } = await camscope(await folder(), ['list', '--plugin', '@camscope/methods-grad-cam']);
    expect(code).toBe(0);
  });

  it.each([
    ['is not there', './plugins/absent.ts', undefined],
    ['is no package', 'camscope-nowhere', undefined],
    ['does not parse', './plugins/bad.ts', 'export default {'],
    ['throws', './plugins/bad.ts', "throw new Error('on purpose')"],
    ['is no plugin', './plugins/bad.ts', "export default { name: 'x' }"],
    ['has no default export', './plugins/bad.ts', 'export const name = 1'],
    ['imports what is not there', './plugins/bad.ts', "import 'left-pad-of-nowhere'"],
    ['is for another API', './plugins/bad.ts', TYPESCRIPT.replace('apiVersion: 1', 'apiVersion: 9')],
    ['takes an id that is taken', './plugins/bad.ts', TYPESCRIPT.replace("'brightness'", "'grad-cam'")],
  ])('is refused with its place in the study when it %s', async (_, name, text) => {
    const cwd = await folder(text === undefined ? {} : { 'bad.ts': text });
    await writeFile(join(cwd, 'study.yaml'), STUDY.replace('./plugins/brightness.ts', name));
    const { code, stderr } = await camscope(cwd, ['validate', 'study.yaml']);
    expect(code).toBe(2);
    expect(stderr.replaceAll(cwd, '')).toMatchSnapshot();
  });
});
