import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './studies.ts';
import { camscope, folderWith } from './support.ts';

const study = (cwd: string) => readFile(join(cwd, 'study.yaml'), 'utf8');

describe('init', () => {
  it('writes a study that runs as it is', async () => {
    const cwd = await folderWith({});
    const { code, stdout, stderr } = await camscope(cwd, ['init']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(cwd, 'study.yaml')}\n` });
    expect(stderr).toContain('camscope: 31 images, 118 findings, 590 maps to make\n');
    await expect(await study(cwd)).toMatchFileSnapshot('fixtures/init-phantom.yaml');
  });

  it('leaves what it is not told to be filled in', async () => {
    const cwd = await folderWith({});
    const { code, stderr } = await camscope(cwd, ['init', '--from', 'chestxray14', 'deeper']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^camscope: fill in the files that the study names, then: camscope validate .*\n$/,
    );
    expect((await readdir(join(cwd, 'deeper'))).sort()).toEqual(['study.schema.json', 'study.yaml']);
    await expect(await study(join(cwd, 'deeper'))).toMatchFileSnapshot(
      'fixtures/init-chestxray14-empty.yaml',
    );
  });

  it.each([[[]], [['--from', 'chestxray14']]])(
    '%j puts the schema where the study names it',
    async (from) => {
      const cwd = await folderWith({});
      expect(await camscope(cwd, ['init', 'deeper', ...from])).toMatchObject({ code: 0 });
      const [, schema] = /\$schema=(\S+)/.exec(await study(join(cwd, 'deeper')))!;
      const text = await readFile(join(cwd, 'deeper', schema), 'utf8');
      expect(text).toBe((await camscope(cwd, ['schema'])).stdout);
    },
  );

  it('writes paths relative to the study', async () => {
    const cwd = await folderWith({});
    const files = ['--images', 'imgs', '--boxes', 'x/boxes.csv', '--labels', 'a b.csv'];
    const models = ['--model', 'm1.onnx', '--model', 'm2.onnx'];
    const argv = ['init', 'deeper', '--from', 'chestxray14', ...files, ...models];
    expect(await camscope(cwd, argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('m1.onnx') as string,
    });
    await expect(await study(join(cwd, 'deeper'))).toMatchFileSnapshot(
      'fixtures/init-chestxray14-filled.yaml',
    );
  });

  it('checks that files, labels and networks fit together', async () => {
    const cwd = await studyFolder();
    const argv = ['init', '--force', '--from', 'chestxray14', '--images', '.', '--boxes', 'boxes.csv'];
    const { code, stderr } = await camscope(cwd, [
      ...argv,
      ...['--model', 'mirror.onnx', '--card', 'card.yaml'],
    ]);
    expect(code).toBe(2);
    // The network knows masses and nodules; the study asks for five others.
    expect(stderr).toMatch(/study\.yaml:\d+:\d+: .*Cardiomegaly/);
  });

  it("writes a plugin's study, and offers it no file that it does not take", async () => {
    const plugin = `import { defineDataset, definePlugin } from '@camscope/core';
const open = () => Promise.resolve({ labels: [], samples: [], notes: [] });
const starter = { takes: ['labels'], needs: ['labels'], write: ({ labels }) => \`# of \${labels ?? 'nothing'}\\n\` };
export default definePlugin({
  name: 'mine', apiVersion: 1, contributes: [defineDataset({ id: 'mine', title: 'Mine', open, starter })],
});`;
    const cwd = await folderWith({ 'mine.ts': plugin });
    const argv = ['init', 'deeper', '--plugin', './mine.ts', '--from', 'mine'];
    expect(await camscope(cwd, argv)).toMatchObject({ code: 0 });
    expect(await study(join(cwd, 'deeper'))).toBe('# of nothing\n');
    expect(await camscope(cwd, [...argv, '--force', '--boxes', 'b.csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--boxes is for --from chestxray14') as string,
    });
  });

  it.each([
    [['--from', 'chestxray'], "No data set with a study to begin with is called 'chestxray'", 'chestxray14'],
    [['--images', 'x'], '--images is for --from chestxray14', 'Add --from chestxray14'],
    [['--from', 'chestxray14', '--card', 'c.yaml'], 'Cards and models do not match', '0 models, 1 card'],
  ])('with %j says what is wrong and what to do', async (argv, summary, remedy) => {
    const cwd = await folderWith({});
    const { code, stderr } = await camscope(cwd, ['init', ...argv]);
    expect(code).toBe(2);
    expect(stderr).toContain(summary);
    expect(stderr).toContain(remedy);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('replaces nothing unless forced', async () => {
    const cwd = await folderWith({ 'study.yaml': 'mine' });
    expect(await camscope(cwd, ['init', '--from', 'chestxray14'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is there already') as string,
    });
    expect(await study(cwd)).toBe('mine');
    expect(await camscope(cwd, ['init', '--from', 'chestxray14', '--force'])).toMatchObject({ code: 0 });
    expect(await study(cwd)).not.toBe('mine');
  });
});
