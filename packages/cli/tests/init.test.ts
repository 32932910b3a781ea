import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studyFolder } from './studies.ts';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

/** One box is there twice, one hangs over the border, one lies outside of the image, one image is not there. */
const TABLE = `image;Befund;x;y;w;h;rad_id
a.png;Nodules;2;3;3;3;R1
a.png;Nodules;2;3;3;3;R1
a.png;Mass;6;6;4;4;R2
b.png;Mass;20;20;4;4;R1
gone.png;Fracture;1;1;2;2;R1
`.replace('Befund', 'finding');

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
    const files = ['--images', 'imgs', '--annotations', 'x/boxes.csv', '--labels', 'a b.csv'];
    const models = ['--model', 'm1.onnx', '--model', 'm2.onnx'];
    const argv = ['init', 'deeper', '--from', 'chestxray14', ...files, ...models];
    expect(await camscope(cwd, argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('x/boxes.csv') as string,
    });
    await expect(await study(join(cwd, 'deeper'))).toMatchFileSnapshot(
      'fixtures/init-chestxray14-filled.yaml',
    );
  });

  it('checks that files, labels and networks fit together', async () => {
    const cwd = await studyFolder();
    const argv = ['init', '--force', '--from', 'chestxray14', '--images', '.', '--annotations', 'boxes.csv'];
    const { code, stderr } = await camscope(cwd, [
      ...argv,
      ...['--model', 'mirror.onnx', '--card', 'card.yaml'],
    ]);
    expect(code).toBe(2);
    // The network knows masses and nodules; the study asks for five others.
    expect(stderr).toMatch(/study\.yaml:\d+:\d+: .*Cardiomegaly/);
  });

  it('says what it found in a table, proposes labels for near names, and writes a study that runs', async () => {
    const picture = await png(block(2, 3));
    const cwd = await folderWith({
      'mirror.onnx': mirror,
      'card.yaml': CARD.replace('Nodule', 'Lung Nodule'),
      'a.png': picture,
      'b.png': picture,
      'boxes.csv': TABLE,
    });
    const files = [
      '--images',
      '.',
      '--annotations',
      'boxes.csv',
      '--model',
      'mirror.onnx',
      '--card',
      'card.yaml',
    ];
    const { code, stderr } = await camscope(cwd, ['init', 'study', '--from', 'table', ...files]);
    expect({ code, stderr: stderr.replaceAll(cwd, '') }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "camscope: Found: 3 images, 4 findings, 3 boxes, 0 outlined
      camscope: Labels, with findings: Nodules (1), Mass (2), Fracture (1)
      camscope: Readers: R1 and R2
      camscope: 1 of 3 images are not there: gone.png
      camscope: /boxes.csv: read image from 'image', label from 'finding', reader from 'rad_id', x from 'x', y from 'y', w from 'w', h from 'h'
      camscope: 1 image with an annotation that stands twice and counts once: a.png
      camscope: 1 image whose size nothing tells, taken to end where the furthest annotation does: gone.png
      camscope: 1 image with a box that hangs over the border, where it is cut: a.png
      camscope: 1 image with a box outside of the image or without area: the finding cannot be measured: b.png
      camscope: Boxes of 2 of 3 images leave their image: do they count pixels of images of another size? Give those images, or say their size
      camscope: The data 'table': 1 annotations cannot be measured; their rows say why
      camscope: Proposed, for you to check: Nodules is the networks' Lung Nodule
      camscope: The networks have no label left for Fracture: not explained
      camscope: 2 images, 3 findings, 12 maps to make
      camscope: read the study, then: camscope run /study/study.yaml
      ",
      }
    `);
    const written = (await study(join(cwd, 'study'))).replaceAll(cwd, '');
    await expect(written).toMatchFileSnapshot('fixtures/init-table.yaml');
    // It runs, but for the box that lies outside of its image.
    expect(await camscope(cwd, ['validate', 'study/study.yaml'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2 images, 12 maps') as string,
    });
  });

  it('looks at the data of a study whose networks are not there yet', async () => {
    const cwd = await folderWith({ 'boxes.csv': TABLE });
    const files = ['--images', 'gone', '--annotations', 'boxes.csv'];
    const { code, stderr } = await camscope(cwd, ['init', 'study', '--from', 'table', ...files]);
    expect(code).toBe(0);
    expect(stderr).toContain('3 of 3 images are not there: a.png, b.png, gone.png');
    expect(stderr).toMatch(/fill in the files that the study names/);
    expect(await camscope(cwd, ['data', 'study/study.yaml'])).toMatchObject({ code: 0 });
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
    expect(await camscope(cwd, [...argv, '--force', '--annotations', 'b.csv'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--annotations is for --from ') as string,
    });
  });

  it.each([
    [['--from', 'chestxray'], "No data set with a study to begin with is called 'chestxray'", 'chestxray14'],
    [['--images', 'x'], '--images is for --from ', 'Say what the data are: --from '],
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
