import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columns, run, table, type Line } from './running.ts';
import { annotated, bright, shaded, STUDY, type StudyFiles } from './support.ts';

const MODEL = '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }';
/** The same network on x − ½: the squares are those of ½ but where x is 0.6. */
const SHIFTED = MODEL.replace(
  'name: mirror',
  'name: shifted, preprocessing: { size: [4, 4], channels: 1, mean: [0.5] }',
);
const AGREEMENT = STUDY.replace('[grad-cam]', '[grad-cam, squares]')
  .replace('metrics: [hot-area]', 'agreement: [overlap, likeness]')
  .replace(MODEL, `${MODEL}\n  - ${SHIFTED}`);
const ONE_MODEL = AGREEMENT.replace(`\n  - ${SHIFTED}`, '');

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
/** ann's box is the picture's middle, bob's shares a quarter of it. */
const READ = [
  {
    id: 'a.raw',
    patient: 'p1',
    annotations: [
      { label: 'Bright', boxes: [box(2, 2, 6, 6)], reader: 'ann' },
      { label: 'Bright', boxes: [box(0, 0, 4, 4)], reader: 'bob' },
    ],
  },
];

async function agreement(study: string, files: StudyFiles = {}): Promise<Line[]> {
  const { out } = await run({ 'a.raw': shaded, list: READ, ...files, study });
  return table(out, 'agreement.csv');
}

describe('agreement', () => {
  it('is measured once for every pair of methods and readers, across networks under the same method', async () => {
    const lines = await agreement(AGREEMENT);
    const shown = columns(
      lines.filter(({ metric }) => metric === 'overlap'),
      ...['model_a', 'a', 'model_b', 'b', 'segmenter', 'value'],
    );
    // Of 16 pixels Grad-CAM has the four of the middle, and the squares the two that are 1. After the shift the other two are
    // 0.1: Grad-CAM has the two, and the squares all but the other two. ann has the four of the middle; bob has four, one
    // of them ann's, which is 1.
    expect(shown).toEqual([
      ' reader:ann mirror grad-cam threshold 1',
      ' reader:ann mirror squares threshold 0.5',
      ` reader:bob mirror grad-cam threshold ${1 / 7}`,
      ` reader:bob mirror squares threshold ${1 / 5}`,
      'mirror grad-cam mirror squares threshold 0.5',
      ' reader:ann shifted grad-cam threshold 0.5',
      ` reader:ann shifted squares threshold ${2 / 16}`,
      ` reader:bob shifted grad-cam threshold ${1 / 5}`,
      ` reader:bob shifted squares threshold ${4 / 14}`,
      `shifted grad-cam shifted squares threshold ${2 / 14}`,
      ` reader:ann  reader:bob  ${1 / 7}`,
      'mirror grad-cam shifted grad-cam threshold 0.5',
      `mirror squares shifted squares threshold ${2 / 14}`,
    ]);
  });

  it('of maps is measured between maps alone', async () => {
    const lines = (await agreement(ONE_MODEL)).filter(({ metric }) => metric === 'likeness');
    expect(columns(lines, 'model_a', 'a', 'model_b', 'b', 'segmenter')).toEqual([
      'mirror grad-cam mirror squares ',
    ]);
    // Two of 16 pixels differ, by 0.6 − 0.36.
    expect(Number(lines[0].value)).toBeCloseTo(1 - (2 * 0.24) / 16, 6);
  });

  it('is one row for each segmenter, but between readers, who need none', async () => {
    const study = ONE_MODEL.replace(
      '[threshold]',
      '[threshold, { use: threshold, as: high, options: { above: 0.8 } }]',
    );
    const lines = (await agreement(study)).filter(({ metric }) => metric === 'overlap');
    expect(columns(lines, 'a', 'b', 'segmenter', 'value')).toEqual([
      'reader:ann grad-cam threshold 1',
      'reader:ann grad-cam high 0.5',
      'reader:ann squares threshold 0.5',
      'reader:ann squares high 0.5',
      `reader:bob grad-cam threshold ${1 / 7}`,
      `reader:bob grad-cam high ${1 / 5}`,
      `reader:bob squares threshold ${1 / 5}`,
      `reader:bob squares high ${1 / 5}`,
      'grad-cam squares threshold 0.5',
      'grad-cam squares high 1',
      `reader:ann reader:bob  ${1 / 7}`,
    ]);
  });

  it('does not hang on the order of the methods', async () => {
    const key = ({ a, b, metric, value }: Line) => [...[a, b].sort(), metric, value].join(' ');
    const forward = (await agreement(ONE_MODEL)).map(key).sort();
    const backward = (await agreement(ONE_MODEL.replace('[grad-cam, squares]', '[squares, grad-cam]')))
      .map(key)
      .sort();
    expect(backward).toEqual(forward);
    expect(forward).toHaveLength(7);
  });

  it('tells why there is no value, and keeps the other pairs', async () => {
    const study = ONE_MODEL.replace(
      '[overlap, likeness]',
      '[overlap, { use: likeness, as: broken, options: { mood: broken } }, { use: likeness, as: endless, options: { mood: infinite } }]',
    );
    // Of the class Dark both maps are empty.
    const list = [{ id: 'a.raw', annotations: annotated('Dark') }];
    const lines = await agreement(study.replace(', squares', ', { use: grad-cam, as: again }'), { list });
    expect(columns(lines, 'a', 'b', 'metric', 'value', 'reason')).toEqual([
      'reader grad-cam overlap 0 ',
      'reader again overlap 0 ',
      'grad-cam again overlap  both are empty',
      expect.stringMatching(
        /^grad-cam again broken {2}PLUGIN_FAILED: .*The agreement 'likeness' of the plugin 'support': compare failed; found: broken measure$/,
      ),
      expect.stringMatching(
        /^grad-cam again endless {2}PLUGIN_FAILED: .*compare gave what it must not; found: the value Infinity$/,
      ),
    ]);
  });

  it('with a map that failed has the reason of the failure', async () => {
    const { out } = await run({ study: AGREEMENT, list: READ, 'a.raw': bright.subarray(1) });
    const lines = await table(out, 'agreement.csv');
    const reasons = new Set(lines.filter(({ b }) => b !== 'reader:bob').map(({ reason }) => reason));
    expect([...reasons]).toEqual(['IMAGE_INVALID: Not 16 pixels; found: 15 bytes']);
    expect(columns(lines, 'a', 'b', 'value')).toContain(`reader:ann reader:bob ${1 / 7}`);
  });

  it('leaves confounders and priors out', async () => {
    const [, bob] = READ[0].annotations;
    const annotations = [READ[0].annotations[0], { ...bob, confounder: true }];
    const study = ONE_MODEL.replace('priors: []', 'priors: [centre-box, random]');
    const lines = await agreement(study, { list: [{ id: 'a.raw', annotations }] });
    const parties = new Set(lines.flatMap(({ a, b }) => [a, b]));
    expect([...parties].sort()).toEqual(['grad-cam', 'reader:ann', 'squares']);
  });

  it('has a header of its own', async () => {
    const { out } = await run({ study: ONE_MODEL, list: READ });
    const [header, first] = (await readFile(join(out, 'agreement.csv'), 'utf8')).split('\n');
    expect(header).toBe('image,patient,class,metric,segmenter,model_a,a,model_b,b,value,reason');
    expect(first).toBe('a.raw,p1,Bright,overlap,threshold,,reader:ann,mirror,grad-cam,1,');
  });

  it('is not written where the study asks for none', async () => {
    const { out } = await run();
    await expect(readFile(join(out, 'agreement.csv'))).rejects.toThrow('ENOENT');
  });
});
