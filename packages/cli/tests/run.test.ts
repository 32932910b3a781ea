import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

const HEADER = 'Image Index,Finding Label,Bbox [x,y,w,h],,,\n';
/** On the second image the radiologist's box lies half beside the block. */
const BOXES = `${HEADER}00000001_000.png,Mass,256,384,384,384\n00000002_000.png,Mass,448,384,384,384\n00000002_000.png,Nodule,0,0,64,64\n`;
const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: chestxray14, images: ., boxes: boxes.csv }
methods: [grad-cam]
map: { upsample: nearest }
segmenters: [{ use: multi-otsu, options: { classes: 2 } }]
metrics: [box-iou]
priors: []
out: results
`;

const studyFolder = async (files: Record<string, string | Uint8Array> = {}) =>
  folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'boxes.csv': BOXES,
    'study.yaml': STUDY,
    '00000001_000.png': await png(block(2, 3)),
    '00000002_000.png': await png(block(2, 3)),
    ...files,
  });

describe('run', () => {
  it('goes from images and boxes to rows', async () => {
    const cwd = await studyFolder();
    const { code, stdout, stderr } = await camscope(cwd, ['run', 'study.yaml']);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "method    box-iou of multi-otsu  n  missing
      grad-cam  0.4444                 3        0
      ",
      }
    `);
    expect(stderr).toMatch(/^camscope: 3 units, 0 done, 3 to run$/m);
    expect(stderr).toMatch(/camscope: next: camscope report results\n$/);
    // Boxes [256, 640) and [448, 832) share half of each: 1/3.
    expect(await readFile(join(cwd, 'results/scores.csv'), 'utf8')).toMatchInlineSnapshot(`
      "model,image,patient,class,method,kind,layer,segmenter,metric,reader,against,value,reason,blank,score,probability,regions,x0,y0,x1,y1
      mirror,00000001_000.png,00000001,Mass,grad-cam,method,features.conv,multi-otsu,box-iou,,finding,1,,,18,1,1,256,384,640,768
      mirror,00000002_000.png,00000002,Mass,grad-cam,method,features.conv,multi-otsu,box-iou,,finding,0.3333333333333333,,,18,1,1,256,384,640,768
      mirror,00000002_000.png,00000002,Nodule,grad-cam,method,features.conv,multi-otsu,box-iou,,finding,0,,all-zero,-18,1.52299791e-8,0,,,,
      "
    `);
  });

  it('writes where it is told and prints its summary as JSON', async () => {
    const cwd = await studyFolder();
    const { code, stdout } = await camscope(cwd, ['run', 'study.yaml', '--out', 'elsewhere', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      out: join(cwd, 'elsewhere'),
      maps: 3,
      rows: 3,
      failedMaps: 0,
      interrupted: false,
      failures: [],
      summary: [
        { class: 'Mass', metric: 'box-iou', n: 2 },
        { class: 'Nodule', mean: 0 },
      ],
    });
    const lock = JSON.parse(await readFile(join(cwd, 'elsewhere/study.lock.json'), 'utf8')) as {
      plugins: object[];
    };
    expect(lock.plugins).toContainEqual({
      name: '@camscope/methods-grad-cam',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('has the guesses that know nothing of the image beside the methods, unless told otherwise', async () => {
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace('priors: []\n', '') });
    const { stdout } = await camscope(cwd, ['run', 'study.yaml', '--json']);
    const { summary, maps } = JSON.parse(stdout) as {
      maps: number;
      summary: { class: string; model: string; method: string; n: number; missing: number; mean: number }[];
    };
    expect(maps).toBe(3);
    const priors = summary.filter(({ model, class: label }) => model === '' && label === 'Mass');
    expect(priors.map(({ method, n }) => [method, n])).toEqual([
      ['mean-box', 2],
      ['density-peak', 2],
      ['centre-box', 2],
      ['random', 2],
    ]);
    // The only other box is [448, 832) for [256, 640), and the other way round.
    expect(priors[0].mean).toBeCloseTo(1 / 3, 12);
    // There is no other patient with a nodule.
    expect(summary.filter(({ class: label, missing }) => label === 'Nodule' && missing > 0)).toMatchObject([
      { method: 'mean-box', n: 0 },
      { method: 'density-peak', n: 0 },
    ]);
  });

  it('ends with 1 when an image fails, and tells which reason how often', async () => {
    const cwd = await studyFolder({ '00000002_000.png': 'broken' });
    const { code, stdout, stderr } = await camscope(cwd, ['run', 'study.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^grad-cam +1\.0000 +1 +2$/m);
    expect(stderr).toContain('2 of 3 maps failed, wholly or in part:\n  2 rows: IMAGE_INVALID');
  });

  it('ends with 130 when interrupted, keeps what is finished, and goes on', async () => {
    const cwd = await studyFolder({ 'study.yaml': `${STUDY}runtime: { batch: 1 }\n` });
    const stop = new AbortController();
    const stderr = (text: string) => {
      if (/maps: [1-9]/.test(text)) stop.abort();
    };
    const asked = ['run', 'study.yaml'];
    const stopped = await camscope(cwd, asked, { signal: stop.signal, stderr, stderrIsTty: true });
    expect(stopped.code).toBe(130);
    const account = async () => JSON.parse(await readFile(join(cwd, 'results/run.json'), 'utf8')) as unknown;
    expect(await account()).toMatchObject({ finished: false, unitsLeft: expect.toSatisfy((n) => n > 0) });
    const { code, stderr: told } = await camscope(cwd, asked);
    expect(code).toBe(0);
    expect(told).toMatch(/units, [1-9]\d* done, [1-9]\d* to run/);
    expect(await account()).toMatchObject({ finished: true });
    const scores = (folder: string) => readFile(join(cwd, folder, 'scores.csv'), 'utf8');
    await camscope(cwd, [...asked, '--out', 'undisturbed']);
    expect(await scores('results')).toBe(await scores('undisturbed'));
  });

  it('needs to know where to write', async () => {
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace('out: results\n', '') });
    expect(await camscope(cwd, ['run', 'study.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--out FOLDER'),
    });
  });

  it('rewrites one line on a terminal', async () => {
    const { stderr } = await camscope(await studyFolder(), ['run', 'study.yaml'], { stderrIsTty: true });
    expect(stderr).toMatch(
      /\n\r\x1b\[Kmaps: 3 of 6 maps made and measured · [^\n]*\r\x1b\[Kmaps: 6 of 6 maps made and measured, in \d+ s\n/,
    );
  });
});

describe('what nobody stated of a network', () => {
  const bare = 'file: mirror.onnx\nname: mirror\nlabels: [Mass, Nodule, No Finding]\n';
  const GUESSED = ['activation', 'preprocessing'];
  const NOTE = /^mirror: nobody stated activation sigmoid \(.*\), preprocessing \(.*\): guessed/;

  it('is told once when a run begins, and stands in its notes and its lock', async () => {
    const cwd = await studyFolder({ 'card.yaml': bare });
    const { stderr } = await camscope(cwd, ['run', 'study.yaml']);
    expect(stderr.split('\n').filter((line) => NOTE.test(line.replace('camscope: ', '')))).toHaveLength(1);
    const read = async (file: string) =>
      JSON.parse(await readFile(join(cwd, 'results', file), 'utf8')) as unknown;
    expect(await read('run.json')).toMatchObject({ notes: [expect.stringMatching(NOTE)] });
    expect(await read('study.lock.json')).toMatchObject({ models: [{ guessed: GUESSED }] });
  });

  it('is told by plan and validate', async () => {
    const cwd = await studyFolder({ 'card.yaml': bare });
    expect((await camscope(cwd, ['plan', 'study.yaml'])).stderr).toMatch(/camscope: mirror: nobody stated/);
    const { stdout } = await camscope(cwd, ['validate', 'study.yaml', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      models: [{ guessed: GUESSED, origins: { labels: { from: 'card' } } }],
      notes: [expect.stringMatching(NOTE)],
    });
  });
});

describe('validate', () => {
  it('prints what would run, and writes nothing', async () => {
    const cwd = await studyFolder();
    const { code, stdout } = await camscope(cwd, ['validate', 'study.yaml']);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "mirror (cnn)

      method    layer          provider
      grad-cam  features.conv  cpu

      class   network's label  index  images
      Mass    Mass                 0       2
      Nodule  Nodule               1       1

      segmenters: multi-otsu
      metrics: box-iou
      2 images, 3 maps, 3 rows
      ",
      }
    `);
    await expect(readFile(join(cwd, 'results/scores.csv'))).rejects.toThrow('ENOENT');
  });

  it('prints every part of a study', async () => {
    const study = `${STUDY}filters: [gaussian]
agreement: [region-iou, spearman]
features: [area-ratio]
classification: [{ use: auroc, as: area }]
faithfulness: [sparseness]
sanity: { metrics: [ssim] }
imports: [{ as: mine, model: other, files: "{stem}.npy" }]
`;
    const cwd = await studyFolder({ 'study.yaml': study });
    const { code, stdout } = await camscope(cwd, ['validate', 'study.yaml']);
    expect({ code, stdout: stdout.slice(stdout.indexOf('imports')) }).toEqual({
      code: 0,
      stdout: [
        'imports: mine (other)',
        'filters: gaussian',
        'segmenters: multi-otsu',
        'metrics: box-iou',
        'agreement: region-iou, spearman',
        'features: area-ratio',
        'classification: area',
        'faithfulness: sparseness',
        'sanity: ssim',
        '2 images, 6 maps, 6 rows',
        '',
      ].join('\n'),
    });
    const { stdout: json } = await camscope(cwd, ['validate', 'study.yaml', '--json']);
    expect(JSON.parse(json)).toMatchObject({
      parts: { filters: ['gaussian'], classification: ['area'] },
      imports: [{ name: 'mine', model: 'other' }],
      faithfulness: ['sparseness'],
      sanity: ['ssim'],
    });
  });

  it('says that a study without a folder for its results is to be given one, which run then wants', async () => {
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace(/^out: .*\n/m, '') });
    const { code, stdout } = await camscope(cwd, ['validate', 'study.yaml']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(
        "note: the study does not say where its results go: give its commands '--out'\n",
      ),
    });
    const run = await camscope(cwd, ['run', 'study.yaml']);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^camscope: study\.yaml:1:1: The study does not say where its results go\n/);
    expect(await camscope(cwd, ['run', 'study.yaml', '--out', 'given'])).toMatchObject({ code: 0 });
  });

  it('prints JSON', async () => {
    const { stdout } = await camscope(await studyFolder(), ['validate', 'study.yaml', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      images: 2,
      findings: 3,
      maps: 3,
      rows: 3,
      models: [{ name: 'mirror', methods: [{ name: 'grad-cam', layer: 'features.conv', provider: 'cpu' }] }],
    });
  });

  it('ends with 2 and the place of a mistake', async () => {
    const cwd = await studyFolder({ 'study.yaml': STUDY.replace('box-iou', 'box-iuo') });
    const { code, stdout, stderr } = await camscope(cwd, ['validate', 'study.yaml']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^camscope: study\.yaml:7:11: No metric is called 'box-iuo'\n {2}found: Nearest: box-iou\. /,
    );
  });
});
