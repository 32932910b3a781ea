import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

async function explain(...methods: string[]) {
  const cwd = await folderWith({ 'mirror.onnx': mirror, 'card.yaml': CARD, 'a.png': await png(block(2, 3)) });
  const named = methods.flatMap((method) => ['--method', method]);
  const argv = ['explain', 'a.png', ...named, '--card', 'card.yaml', '--out', 'out', '--json'];
  return { ...(await camscope(cwd, argv)), out: join(cwd, 'out') };
}

describe('methods of others', () => {
  it('are named as tables name them, or written as in a study', async () => {
    const { code, stdout, stderr, out } = await explain(
      'finer(grad-cam)',
      '{ use: ensemble, of: [grad-cam, { use: finer, of: hires-cam, options: { gamma: 1 } }] }',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const names = ['finer(grad-cam)', 'ensemble(grad-cam,finer(hires-cam))'];
    expect((JSON.parse(stdout) as { method: string }[]).map(({ method }) => method)).toEqual(names);
    expect((await readdir(out)).filter((file) => file.endsWith('.png')).sort()).toEqual([
      'a.ensemble-of-grad-cam-and-finer-of-hires-cam.0.png',
      'a.finer-of-grad-cam.0.png',
    ]);
  });

  it.each([
    ['finer(grad-kam)', "No explainer is called 'grad-kam'"],
    ['finer(grad-cam', "'finer(grad-cam' is no name of a method"],
    ['finer(grad-cam,layer-cam)', "'finer' is made of one other method"],
    ['finer', "'finer' is made of one other method"],
    ['ensemble(grad-cam)', "'ensemble' is made of two or more methods"],
    ['grad-cam(layer-cam)', "'grad-cam' is not made of other methods"],
    ['finer(finer(grad-cam))', 'A method changes a score that another has changed'],
    [
      '{ use: finer, of: { use: grad-cam, options: { gamma: 1 } } }',
      "Invalid options for explainer 'grad-cam'",
    ],
    ['{ use: finer, of: grad-cam, as: mine }', "unknown key 'as' (valid: use, of, options)"],
    ['{ of: grad-cam }', "No 'use' names a method"],
    ['{ use: finer, of: ', 'A method of --method cannot be read'],
  ])('are refused as %s', async (method, message) => {
    const { code, stdout, stderr } = await explain(method);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
