import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope, folderWith } from './support.ts';

const PLUGIN = `import { defineDataset, definePlugin } from '@camscope/core';
const box = { x0: 0, y0: 0, x1: 4, y1: 4 };
const drew = (reader, boxes) => ({ label: 'Mass', boxes, reader });
const frame = { width: 10, height: 10 };
const open = (options, { lookOnly }) => Promise.resolve({
  labels: ['Mass'],
  samples: [
    { id: 'a', image: '/a', frame, split: 'train', labels: { Mass: 1 }, annotations: [drew('R1', [box, box]), drew('R2', [box])] },
    { id: 'b', image: '/b', frame, labels: {}, annotations: [{ ...drew('R1', [box]), confounder: true }] },
    { id: 'b', image: '/b', frame, labels: {}, annotations: [] },
  ],
  missing: lookOnly ? ['a', 'b'] : undefined,
  unsized: lookOnly ? ['b'] : undefined,
  notes: ['Nobody is in it'],
});
export default definePlugin({
  name: 'mine', apiVersion: 1, contributes: [defineDataset({ id: 'mine', title: 'Mine', summary: 'Mine.', citation: 'own', open })],
});`;

describe('data', () => {
  it('counts the data, and says what guesses get on them', async () => {
    const cwd = await studyFolder();
    expect(await camscope(cwd, ['data', 'study.yaml'])).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await camscope(cwd, ['data', 'study.yaml']);
    expect(stdout.replace(/\n(Atelectasis|Infiltration|Consolidation|Edema).*(?=\n)/g, ''))
      .toMatchInlineSnapshot(`
        "chestxray14: 3 images of 3 patients, 4 findings, 4 boxes, 0 outlined

        label       positive  negative  uncertain  drawn on  findings  boxes  outlined
        Mass               3         0          0         3         3      3         0
        Nodule             1         0          0         1         1      1         0
        No Finding         0         3          0         0         0      0         0

        size         images
        1024 × 1024       3

        Guesses that know nothing of the image, and of boxes those of other patients alone:
        label   findings  mean-box IoU  centre-box IoU
        Mass           3  0.133         0.182
        Nodule         1  –             0.000
        "
      `);
  });

  it('needs neither networks nor images', async () => {
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace('images: .', 'images: gone') });
    await Promise.all(['mirror.onnx', 'card.yaml'].map((file) => rm(join(cwd, file))));
    const { code, stdout } = await camscope(cwd, ['data', 'study.yaml', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ data: 'chestxray14', images: 3, patients: 3, drawn: { findings: 4, boxes: 4 } },
      missing: ['00000001_000.png', '00000002_000.png', '00000003_000.png'],
      priors: {
        labels: [
          { label: 'Mass', findings: 3 },
          { label: 'Nodule', findings: 1 },
        ],
      },
      agreement: [],
    });
  });

  it('tells readers, duplicates, and what cannot be used', async () => {
    const cwd = await folderWith({
      'mine.ts': PLUGIN,
      'study.yaml': 'version: 1\nplugins: [./mine.ts]\ndata: mine\n',
    });
    const { code, stdout } = await camscope(cwd, ['data', 'study.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "mine: 2 images, 2 findings, 3 boxes, 0 outlined

      label  positive  negative  uncertain  drawn on  findings  boxes  outlined
      Mass          1         0          0         1         2      3         0

      reader  drew on  findings  boxes  outlined
      R1            1         1      2         0
      R2            1         1      1         0

      split  images  patients
      train       1         0
      none        1         0

      size     images
      10 × 10       1
      unknown       1

      Guesses that know nothing of the image, and of boxes those of other patients alone:
      label  findings  centre-box IoU  random hit  chance hit
      Mass          2  0.127           0.000       0.160

      Readers: IoU of their largest boxes, where both drew the finding:
      label  readers  in common  IoU
      Mass   R1 – R2          1  1.000

      note: 2 of 2 images are not there: a, b
      note: 1 confounder, which are no findings
      note: 1 box drawn again by the same reader: Mass on a
      note: Nobody is in it
      note: Splits: train 1 image, 1 image of none; all are looked at
      note: The data 'mine': passed over sample 2 (b): there is another of that id
      "
    `);
  });

  it('says where in the study a mistake is', async () => {
    const cwd = await studyFolder();
    expect(await camscope(cwd, ['data', 'study.yaml', '--set', 'data.boxes=none.csv'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('none.csv') as string,
    });
    expect(await camscope(cwd, ['data', 'study.yaml', '--set', 'data.use=chestxray'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('chestxray14') as string,
    });
  });
});
