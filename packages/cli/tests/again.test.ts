import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Raster } from '@camscope/core';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { block, camscope, CARD, folderWith, mirror, png } from './support.ts';

/** 4×4 pixels at (2, 2) are grey, 2×2 at (3, 3) among them white: their heat is 0.45 and 1. */
function graded(): Raster {
  const data = new Uint8Array(64);
  for (let y = 2; y < 6; y++) data.fill(115, 8 * y + 2, 8 * y + 6);
  for (let y = 3; y < 5; y++) data.fill(255, 8 * y + 3, 8 * y + 5);
  return { width: 8, height: 8, channels: 1, data, white: 255 };
}

/** Boxes in pixels of 64: twice what is white, once what is grey; and a nodule, of which the maps are blank. */
const BOXES = `image,patient,label,x,y,w,h
00000001_000.png,1,Mass,24,24,16,16
00000002_000.png,2,Mass,16,16,32,32
00000003_000.png,3,Mass,24,24,16,16
00000003_000.png,3,Nodule,0,0,8,8
`;
const STUDY = `version: 1
models: [{ card: card.yaml }]
data: { use: table, images: ., annotations: boxes.csv, frame: { width: 64, height: 64 } }
methods: [grad-cam]
map: { upsample: nearest }
segmenters: [threshold]
metrics: [mask-iou]
priors: []
out: results
`;
const ONE_A_LOT = `${STUDY}runtime: { batch: 1 }\n`;

/** A folder in which a study has been run. */
async function ran(study = STUDY, files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const picture = await png(graded());
  const cwd = await folderWith({
    'mirror.onnx': mirror,
    'card.yaml': CARD,
    'boxes.csv': BOXES,
    'study.yaml': study,
    '00000001_000.png': picture,
    '00000002_000.png': picture,
    '00000003_000.png': picture,
    ...files,
  });
  const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
  expect(code, stderr).toBe(0);
  return cwd;
}

describe('tune', () => {
  // Below the grey: ¼, 1 and ¼. Above it: 1, ¼ and 1. A blank map has no region anywhere.
  it('prints the segmenter that a study is to have', async () => {
    const cwd = await ran();
    expect(await camscope(cwd, ['tune', 'results'])).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stderr": "0 of 4 maps
      camscope: tuned on 4 maps of grad-cam on mirror
      ",
        "stdout": "segmenters:
        - use: threshold
          options:
            method: value
            values:
              Mass: 0.5 # mean IoU 0.750 of 3 findings
              Nodule: 0.05 # mean IoU 0.000 of 1 finding
      ",
      }
    `);
  });

  it('means what a study with that segmenter measures', async () => {
    const cwd = await ran();
    const { stdout } = await camscope(cwd, ['tune', 'results', '--grid', '0.4:1:0.3', '--json']);
    const { labels, segmenter, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
    expect(rest).toEqual({ model: 'mirror', method: 'grad-cam', rule: 'mean-iou' });
    expect(segmenter).toEqual({
      use: 'threshold',
      options: { method: 'value', values: { Mass: 0.7, Nodule: 0.4 } },
    });
    expect(labels).toMatchObject([
      {
        label: 'Mass',
        tried: [
          { value: 0.4, meanIou: 0.5, n: 3 },
          { value: 0.7, meanIou: 0.75, n: 3 },
          { value: 1, meanIou: 0, n: 3 },
        ],
      },
      { label: 'Nodule' },
    ]);
    const study = { ...(parse(STUDY) as object), segmenters: [segmenter] };
    await writeFile(join(cwd, 'tuned.yaml'), JSON.stringify(study));
    const { stdout: summary } = await camscope(cwd, ['run', 'tuned.yaml', '--json', '--out', 'tuned']);
    const lines = (JSON.parse(summary) as { summary: object[] }).summary;
    expect(lines).toMatchObject([
      { class: 'Mass', segmenter: 'threshold', mean: 0.75 },
      { class: 'Nodule', mean: 0 },
    ]);
  });

  it('by the rule of CheXlocalize leaves out what nothing is predicted of', async () => {
    const { stdout, stderr } = await camscope(await ran(), ['tune', 'results', '--rule', 'chexlocalize']);
    expect(parse(stdout)).toEqual({
      segmenters: [{ use: 'threshold', options: { method: 'value', values: { Mass: 0.5 } } }],
    });
    expect(stderr).toContain('camscope: no threshold for Nodule\n');
  });

  it("filters with the run's own plugins", async () => {
    const plugin = `import { defineFilter, definePlugin } from '@camscope/core';
const filter = (map) => ({ ...map, data: map.data.map((heat) => heat / 2) });
export default definePlugin({
  name: 'half', apiVersion: 1, contributes: [defineFilter({ id: 'half', title: 'Half', filter })],
});`;
    const study = `plugins: ['./half.ts']\nfilters: [half]\n${STUDY}`;
    const cwd = await ran(study, { 'half.ts': plugin });
    const { stdout, stderr } = await camscope(cwd, ['tune', 'results', '--json']);
    expect(stderr).not.toContain('half.ts');
    const { labels } = JSON.parse(stdout) as { labels: { best: number; tried: { value: number }[] }[] };
    expect(labels[0]).toMatchObject({ best: 0.25 });
    const named = ['tune', 'results', '--json', '--plugin', './half.ts'];
    expect((await camscope(cwd, named)).stdout).toBe(stdout);
  });

  it('passes over maps that have gone, and says where the data have changed', async () => {
    const cwd = await ran(ONE_A_LOT);
    await rm(join(cwd, 'results/maps/mirror/grad-cam/00001.npz'));
    await appendFile(join(cwd, 'boxes.csv'), '\n');
    const { code, stdout, stderr } = await camscope(cwd, ['tune', 'results']);
    expect(code).toBe(1);
    expect(stdout).toContain('Mass: 0.5 # mean IoU 1.000 of 2 findings');
    expect(stderr).toContain('camscope: boxes.csv has changed since the run\n');
    expect(stderr).toMatch(
      /camscope: 1 of 4 maps passed over:\n {2}1 map: FILE_UNREADABLE: Cannot read .*grad-cam\/00001\.npz/,
    );
  });

  it('says what is wrong and what to do', async () => {
    const cwd = await ran();
    const wrong: [string[], string][] = [
      [['--method', 'grad-kam'], "No method of the run is called 'grad-kam'\n  found: Nearest: grad-cam"],
      [['--model', 'miror'], "No model of the run is called 'miror'\n  found: Nearest: mirror"],
      [['--reader', 'ann'], "No reader of the data is called 'ann'"],
      [['--grid', '0.5:0.1:0.1'], 'Write from:to:step in [0, 1]'],
      [['--rule', 'best'], "No rule of tuning is called 'best'\n  found: Known: mean-iou, chexlocalize"],
    ];
    for (const [argv, text] of wrong) {
      const { code, stdout, stderr } = await camscope(cwd, ['tune', 'results', ...argv]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(text);
    }
  });

  it('asks which of several methods', async () => {
    const cwd = await ran(STUDY.replace('[grad-cam]', '[grad-cam, hires-cam]'));
    const { code, stderr } = await camscope(cwd, ['tune', 'results']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'The run has several methods\n  found: grad-cam, hires-cam\n  do: Choose one with --method',
    );
    expect((await camscope(cwd, ['tune', 'results', '--method', 'hires-cam'])).code).toBe(0);
  });
});

describe('export chexlocalize', () => {
  const id = (patient: number) => `patient${patient}_study1_view1_frontal`;
  const square = [
    [3, 3],
    [4, 3],
    [4, 4],
    [3, 4],
  ];
  const study = STUDY.replace(/data: .*/, 'data: { use: chexlocalize, images: ., annotations: drawn.json }')
    .replace('[threshold]', '[{ use: threshold, as: half, options: { method: value } }, multi-otsu]')
    .replace('card.yaml', 'heart.yaml');

  async function chexlocalize() {
    const picture = await png(graded());
    const drawn = {
      [id(1)]: { img_size: [8, 8], Cardiomegaly: [square] },
      [id(2)]: { img_size: [8, 8], Edema: [square] },
    };
    return ran(study, {
      'heart.yaml': CARD.replace('Mass, Nodule', 'Cardiomegaly, Edema'),
      'drawn.json': JSON.stringify(drawn),
      [`${id(1)}.png`]: picture,
      [`${id(2)}.png`]: picture,
    });
  }

  it('cuts each class where the run was tuned to, as the command would have found on the other split', async () => {
    const picture = await png(graded());
    // All that is not black, 4×4 pixels, whose heat is at least 0.45; the segmenter's own value is 0.5.
    const grey = [
      [2, 2],
      [5, 2],
      [5, 5],
      [2, 5],
    ];
    const drawn = (patient: number) =>
      JSON.stringify({ [id(patient)]: { img_size: [8, 8], Cardiomegaly: [grey], Edema: [grey] } });
    const splits = '{ val: { annotations: val.json }, test: { annotations: test.json } }';
    const tuned = study
      .replace('annotations: drawn.json', `splits: ${splits}, split: test`)
      .replace('multi-otsu]', 'multi-otsu]\ntune: { split: val, grid: [0.3, 0.7] }');
    const cwd = await ran(tuned, {
      'heart.yaml': CARD.replace('Mass, Nodule', 'Cardiomegaly, Edema'),
      'val.json': drawn(1),
      'test.json': drawn(2),
      [`${id(1)}.png`]: picture,
      [`${id(2)}.png`]: picture,
      'val.yaml': tuned.replace('split: test', 'split: val').replace(/tune:.*/, ''),
    });
    const { stderr } = await camscope(cwd, ['export', 'chexlocalize', 'results', '--out', 'found.json']);
    expect(stderr).toContain('camscope: half of 2 maps of grad-cam on mirror\n');
    const written = JSON.parse(await readFile(join(cwd, 'found.json'), 'utf8')) as Record<
      string,
      Record<string, { counts: string }>
    >;
    expect(Object.keys(written)).toEqual([id(2)]);
    // Down the columns 18 pixels outside, 4 inside, and so on: as 18, 4, 4, five times 4 − 4, and 18 − 4.
    expect(written[id(2)].Cardiomegaly.counts).toBe('b04400000>');

    await camscope(cwd, ['run', 'val.yaml', '--out', 'val']);
    const { stdout } = await camscope(cwd, ['tune', 'val', '--grid', '0.3:0.7:0.4', '--json']);
    const { labels } = JSON.parse(stdout) as { labels: { label: string; best: number }[] };
    const table = await readFile(join(cwd, 'results/thresholds.csv'), 'utf8');
    const chosen = table.split('\n').filter((line) => line.endsWith('yes'));
    expect(chosen.map((line) => line.split(',').slice(3, 6))).toEqual(
      labels.map(({ label, best }) => [label, 'half', String(best)]),
    );
  });

  it('writes the masks of a segmenter', async () => {
    const cwd = await chexlocalize();
    const { code, stdout, stderr } = await camscope(cwd, [
      ...['export', 'chexlocalize', 'results', '--out', 'found.json'],
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(cwd, 'found.json')}\n` });
    expect(stderr).toContain('camscope: half of 2 maps of grad-cam on mirror\n');
    const written = JSON.parse(await readFile(join(cwd, 'found.json'), 'utf8')) as Record<
      string,
      Record<string, { size: number[]; counts: string }>
    >;
    expect(Object.keys(written)).toEqual([id(1), id(2)]);
    // Down the columns 27 pixels outside, 2 inside, 6, 2, 27: as 27, 2, 6, 2 − 2 and 27 − 6, five bits a letter.
    expect(written[id(1)].Cardiomegaly).toEqual({ size: [8, 8], counts: 'k0260e0' });
    // 64 outside: 64 = 2·32 + 0.
    const nothing = { size: [8, 8], counts: 'P2' };
    expect(Object.keys(written[id(1)])).toHaveLength(10);
    expect(written[id(1)].Edema).toEqual(nothing);
    expect(Object.values(written[id(2)])).toEqual(new Array(10).fill(nothing));
  });

  it('says what CheXlocalize does not know, and what is missing', async () => {
    const cwd = await ran(ONE_A_LOT);
    await rm(join(cwd, 'results/maps/mirror/grad-cam/00001.npz'));
    const argv = ['export', 'chexlocalize', 'results', '--out', 'found.json'];
    const { code, stderr } = await camscope(cwd, argv);
    expect(code).toBe(1);
    expect(stderr).toContain('camscope: 1 of 4 maps passed over:\n');
    expect(stderr).toContain('camscope: CheXlocalize has no Mass, Nodule: passed over\n');
    expect(stderr).toContain('camscope: threshold of 3 maps of grad-cam on mirror\n');
  });

  it('says what is wrong and what to do', async () => {
    const cwd = await ran();
    const wrong: [string[], string][] = [
      [
        ['chexlocalise', 'results', '--out', 'x'],
        "No format of masks is called 'chexlocalise'\n  found: Nearest: chexlocalize",
      ],
      [['chexlocalize', 'results'], "required option '--out <file>'"],
      [
        ['chexlocalize', 'results', '--out', 'x', '--segmenter', 'treshold'],
        "No segmenter of the run is called 'treshold'\n  found: Nearest: threshold",
      ],
      [['chexlocalize', 'elsewhere', '--out', 'x'], 'is not the folder of a run'],
    ];
    for (const [argv, text] of wrong) {
      const { code, stdout, stderr } = await camscope(cwd, ['export', ...argv]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(text);
    }
  });
});

describe("a segmenter that looks at the network's probability", () => {
  it('does so on one network, and across several', async () => {
    const study = STUDY.replace(
      '[{ card: card.yaml }]',
      '[{ card: card.yaml }, { card: card.yaml, name: other }]',
    )
      .replace(
        '[threshold]',
        '[threshold, { use: threshold, as: sure, options: { minProbability: { Mass: 0.9 } } }]',
      )
      .replace('metrics:', 'agreement: [region-iou]\nmetrics:');
    // 9 of 64 pixels of 12/255: the logit is 128 · 9 · 12 / (64 · 255) = 0.85, the probability 0.7.
    const dim = block(3, 3);
    const picture = await png({ ...dim, data: dim.data.map((value) => Math.min(value, 12)) });
    const cwd = await ran(study, { '00000001_000.png': picture });
    const lines = async (name: string) =>
      (await readFile(join(cwd, 'results', name), 'utf8'))
        .split('\n')
        .filter((line) => line.includes('00000001_000.png'));
    const scores = await lines('scores.csv');
    expect(scores.filter((line) => line.includes(',sure,mask-iou,,finding,0,'))).toHaveLength(2);
    expect(scores.filter((line) => line.includes(',threshold,mask-iou,,finding,0,'))).toEqual([]);
    const across = (await lines('agreement.csv')).filter((line) =>
      line.includes(',mirror,grad-cam,other,grad-cam,'),
    );
    expect(across.map((line) => line.split(',').slice(3))).toEqual([
      ['region-iou', 'threshold', 'mirror', 'grad-cam', 'other', 'grad-cam', '1', ''],
      ['region-iou', 'sure', 'mirror', 'grad-cam', 'other', 'grad-cam', '', 'Neither side has a region'],
    ]);
  });
});
