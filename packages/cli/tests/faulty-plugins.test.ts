import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STUDY, studyFolder } from './studies.ts';
import { camscope, start } from './support.ts';

const HEAD = `import {
  defineAgreement, defineBaseline, defineClassificationMetric, defineDataset, defineExplainer, defineFaithfulness,
  defineFeature, defineFilter, defineMetric, definePlugin, defineSegmenter,
} from '@camscope/core';
import { channelMasks } from '@camscope/masks';
import { channelSum, mul } from '@camscope/onnx/expressions';
const scale = { scoreDirection: 'higher', range: [0, 1] };
const faulty = { id: 'faulty', title: 'Faulty' };
const whole = (map) => ({ width: map.width, height: map.height, data: new Uint8Array(map.data.length).fill(1) });
const perturb = (weigh) => ({ mask }) => ({
  masks: channelMasks(), of: 'activations', keep: mask, fill: { kind: 'value', value: 0 }, scoreSpace: 'logit', weigh,
});
const box = { x0: 0, y0: 0, x1: 9, y1: 9 };
`;
const pluginOf = (definition: string) =>
  `${HEAD}export default definePlugin({ name: 'mine', apiVersion: 1, contributes: [\n  ${definition},\n] });\n`;

/** Where the definition stands. */
const LINE = HEAD.split('\n').length + 1;

async function folderOf(study: string, definition: string) {
  return studyFolder({
    'faulty.mjs': pluginOf(definition),
    'study.yaml': `plugins: [./faulty.mjs]\n${study}`,
  });
}

interface Result {
  readonly maps: number;
  readonly rows: number;
  readonly failures: readonly { readonly reason: string; readonly rows: number }[];
}

const METHOD = STUDY.replace('[grad-cam]', '[grad-cam, faulty]');
const SEGMENTER = STUDY.replace('metrics:', '')
  .replace('segmenters: [', 'metrics: [box-iou, hit-rate]\nsegmenters: [faulty, ')
  .replace(' [box-iou, hit-rate]\npriors', 'priors');
const METRIC = STUDY.replace('[box-iou, hit-rate]', '[box-iou, hit-rate, faulty]');
const segmenter = (given: string) => `defineSegmenter({ ...faulty, segment: (map) => (${given}) })`;
const metric = (given: string) =>
  `defineMetric({ ...faulty, ...scale, needs: 'map', measure: () => (${given}) })`;
const claim = (given: string) =>
  `defineBaseline({ ...faulty, series: 'prior', over: () => () => [{ claim: ${given} }] })`;
const PRIOR = STUDY.replace('[mean-box, centre-box]', '[faulty, centre-box]');

describe('a fault of a plugin costs its own rows, is told with its name, and is no defect:', () => {
  // Rows that fail; of the three images and five findings on which all else is measured.
  it.each<[what: string, study: string, definition: string, who: string, found: string]>([
    [
      'map throws',
      METHOD,
      "defineExplainer({ ...faulty, map: () => { throw new Error('oh no'); } })",
      'explainer',
      'map failed; found: oh no',
    ],
    [
      'map gives nothing',
      METHOD,
      'defineExplainer({ ...faulty, map: () => undefined })',
      'explainer',
      'map gave what it must not; found: undefined, not an expression',
    ],
    [
      'map gives two channels',
      METHOD,
      'defineExplainer({ ...faulty, map: ({ activations }) => activations })',
      'explainer',
      'found: a map of shape [N,2,8,8], not [N,1,h,w]',
    ],
    [
      'an attribution has no shape',
      METHOD,
      "defineExplainer({ ...faulty, gives: 'attribution', map: ({ score }) => score })",
      'explainer',
      'found: a map of shape [N,1,1,1], not [N,C,8,8]',
    ],
    [
      'a mask throws',
      METHOD,
      'defineExplainer({ ...faulty, perturb: (context) => ({ ...perturb(() => [])(context), masks: { ...channelMasks(), over: () => null.length } }) })',
      'explainer',
      'masks.over failed; found: TypeError',
    ],
    [
      'a method fails in sanity checks, too',
      `${METHOD}sanity: { metrics: [spearman], images: 1 }\n`,
      'defineExplainer({ ...faulty, map: () => null.length })',
      'explainer',
      'map failed; found: TypeError',
    ],
    [
      'a control throws where the network is asked',
      `${PRIOR}faithfulness: [deletion]\n`,
      "defineBaseline({ ...faulty, series: 'prior', role: 'control', over: () => () => null.length })",
      'baseline',
      'what over gave failed; found: TypeError',
    ],
    [
      'a filter names no file',
      STUDY.replace('segmenters', 'filters: [faulty]\nsegmenters'),
      'defineFilter({ ...faulty, file: () => null.length, filter: (map) => map })',
      'filter',
      'file failed; found: TypeError',
    ],
    [
      'weigh throws',
      METHOD,
      "defineExplainer({ ...faulty, perturb: perturb(() => { throw new Error('oh no'); }) })",
      'explainer',
      'weigh failed; found: oh no',
    ],
    [
      'weigh gives too few',
      METHOD,
      'defineExplainer({ ...faulty, perturb: perturb(() => [1]) })',
      'explainer',
      'weigh gave what it must not; found: 1 weights where there should be 2',
    ],
    [
      'weigh gives NaN',
      METHOD,
      'defineExplainer({ ...faulty, perturb: perturb(({ masked }) => masked.map(() => NaN)) })',
      'explainer',
      'found: NaN as weight 0 of 2',
    ],
    [
      'a filter of another size',
      STUDY.replace('segmenters', 'filters: [faulty]\nsegmenters'),
      'defineFilter({ ...faulty, filter: (map) => ({ ...map, width: 3 }) })',
      'filter',
      'found: 3×1024 pixels for a map of 1024×1024',
    ],
    [
      'a filter out of [0, 1]',
      STUDY.replace('segmenters', 'filters: [faulty]\nsegmenters'),
      'defineFilter({ ...faulty, filter: (map) => ({ ...map, data: map.data.map((heat) => heat * 2) }) })',
      'filter',
      'found: a map with the value 2, outside of [0, 1]',
    ],
    [
      'a segmenter throws',
      SEGMENTER,
      segmenter('map.nothing.length'),
      'segmenter',
      'segment failed; found: TypeError: Cannot read properties',
    ],
    [
      'a segmenter gives nothing',
      SEGMENTER,
      segmenter('undefined'),
      'segmenter',
      'found: undefined, not { regions, mask, thresholds }',
    ],
    [
      'a segmenter gives a promise',
      SEGMENTER,
      segmenter('Promise.reject(new Error())'),
      'segmenter',
      'found: a promise, where none is awaited',
    ],
    [
      'a segmenter gives a box of NaN',
      SEGMENTER,
      segmenter(
        '{ regions: [{ box: { ...box, x0: NaN }, area: 1, meanHeat: 1, score: 1 }], mask: whole(map), thresholds: [] }',
      ),
      'segmenter',
      'found: the box [NaN, 9) × [0, 9), which is not of numbers',
    ],
    [
      'a segmenter gives an inverted box',
      SEGMENTER,
      segmenter(
        '{ regions: [{ box: { ...box, x1: -4 }, area: 1, meanHeat: 1, score: 1 }], mask: whole(map), thresholds: [] }',
      ),
      'segmenter',
      'found: the box [0, -4) × [0, 9), which is empty or inverted',
    ],
    [
      'a segmenter gives a mask of another size',
      SEGMENTER,
      segmenter('{ regions: [], mask: { ...whole(map), height: 2 }, thresholds: [] }'),
      'segmenter',
      'found: 1024×2 pixels for a map of 1024×1024',
    ],
    ['a metric throws', METRIC, metric('null.length'), 'metric', 'measure failed; found: TypeError'],
    [
      'a metric out of its range',
      METRIC,
      metric('{ value: 1.5 }'),
      'metric',
      'found: the value 1.5, outside of the range [0, 1] that it declares',
    ],
    ['a metric without a value', METRIC, metric('0.5'), 'metric', 'found: 0.5, not { value }'],
    [
      'a feature throws',
      STUDY.replace('metrics', 'features: [faulty]\nmetrics'),
      'defineFeature({ ...faulty, ...scale, measure: () => null.length })',
      'feature',
      'measure failed; found: TypeError',
    ],
    [
      'an agreement throws',
      `${METHOD.replace('faulty', 'layer-cam')}agreement: [faulty]\n`,
      "defineAgreement({ ...faulty, ...scale, needs: 'map', compare: () => null.length })",
      'agreement',
      'compare failed; found: TypeError',
    ],
    [
      'a faithfulness gives no numbers',
      `${STUDY}faithfulness: [faulty]\n`,
      'defineFaithfulness({ ...faulty, ...scale, evaluate: async () => ({ value: 1, curve: [[0, NaN]] }) })',
      'faithfulness',
      'found: a curve that is not a list of points [x, y]',
    ],
    [
      'a baseline throws at first',
      PRIOR,
      "defineBaseline({ ...faulty, series: 'prior', over: () => null.length })",
      'baseline',
      'over failed; found: TypeError',
    ],
    [
      'a baseline throws of a finding',
      PRIOR,
      claim('null.length'),
      'baseline',
      'what over gave failed; found: TypeError',
    ],
    [
      'a baseline gives a map without a shape',
      PRIOR,
      claim("{ is: 'map', raw: { type: 'float32', dims: [4, 4], data: new Float32Array(16) } }"),
      'baseline',
      'found: a map of shape [4, 4] with 16 values, not [1,h,w]',
    ],
    [
      'a baseline gives a box beside the image',
      PRIOR,
      claim("{ is: 'annotation', annotation: { label: 'Mass', boxes: [{ ...box, x1: 2000 }] } }"),
      'baseline',
      'found: the box [0, 2000) × [0, 9), outside of the frame of 1024×1024',
    ],
  ])('%s', async (_, study, definition, who, found) => {
    const cwd = await folderOf(study, definition);
    const { code, stdout, stderr } = await camscope(cwd, ['run', 'study.yaml', '--json']);
    expect(stderr).not.toContain('defect');
    const { failures } = JSON.parse(stdout) as Result;
    expect(code, stderr).toBe(1);
    expect(failures).not.toEqual([]);
    for (const { reason, rows } of failures) {
      expect(reason).toContain(`The ${who} 'faulty' of the plugin 'mine': `);
      expect(reason).toContain(found);
      if (reason.includes(' failed;'))
        expect(reason).toMatch(new RegExp(`^PLUGIN_FAILED: faulty\\.mjs:${LINE}:\\d+: `));
      expect(rows).toBeGreaterThan(0);
      expect(stderr).toContain(reason);
    }
    // The others have theirs.
    const scores = (await readFile(join(cwd, 'results/scores.csv'), 'utf8')).trim().split('\n').slice(1);
    const isSound = who === 'filter' ? /,prior,/ : /,grad-cam,.*,multi-otsu,box-iou,|,centre-box,/;
    const sound = scores.filter((line) => isSound.test(line));
    expect(sound.length).toBeGreaterThan(0);
    for (const line of sound) expect(line).not.toContain('PLUGIN_FAILED');
    // Once is enough, until the plugin is another.
    const again = await camscope(cwd, ['plan', 'study.yaml', '--json']);
    const plan = JSON.parse(again.stdout) as { due: number }[];
    expect(plan.reduce((sum, { due }) => sum + due, 0)).toBe(0);
  });

  it('data with annotations that nothing can be measured against, and samples that are none', async () => {
    const study = STUDY.replace(/data: .*/, 'data: faulty');
    const sample = (id: string, boxes: string) =>
      `{ id: '${id}', image: baseDirectory + '/00000001_000.png', frame: { width: 1024, height: 1024 }, labels: {}, annotations: [{ label: 'Mass', boxes: ${boxes} }] }`;
    const samples = [
      sample('sound', '[{ x0: 256, y0: 384, x1: 640, y1: 768 }]'),
      sample('nan', '[{ x0: NaN, y0: 384, x1: 640, y1: 768 }]'),
      sample('inverted', '[{ x0: 640, y0: 384, x1: 256, y1: 768 }]'),
      sample('outside', '[{ x0: 640, y0: 384, x1: 2560, y1: 768 }]'),
      'null',
      sample('sound', '[]'),
    ];
    const cwd = await folderOf(
      study,
      `defineDataset({ ...faulty, open: (_, { baseDirectory }) => ({ labels: ['Mass'], notes: [], samples: [${samples.join(', ')}] }) })`,
    );
    const { code, stdout, stderr } = await camscope(cwd, ['run', 'study.yaml', '--json']);
    const { failures } = JSON.parse(stdout) as Result;
    expect(code, stderr).toBe(1);
    expect(failures.map(({ reason }) => reason.replace(/.*found: /, ''))).toEqual([
      'the box [NaN, 640) × [384, 768), which is not of numbers',
      'the box [640, 256) × [384, 768), which is empty or inverted',
      'the box [640, 2560) × [384, 768), outside of the frame of 1024×1024',
    ]);
    expect(stderr).toContain(
      "The data 'faulty': passed over sample 4 (undefined): null, not { id, image, frame, labels, annotations }; sample 5 (sound): there is another of that id",
    );
    const scores = await readFile(join(cwd, 'results/scores.csv'), 'utf8');
    expect(scores).toMatch(/,sound,.*,grad-cam,.*,multi-otsu,box-iou,,finding,1,/);
  });

  it.each([
    ["throw new Error('no paper')", 'open failed\n  found: no paper'],
    ['undefined', 'open gave what it must not\n  found: undefined, not data { labels, samples, notes }'],
  ])('data that do not open (%s) are refused before anything begins', async (given, found) => {
    const open = given.startsWith('throw') ? `{ ${given}; }` : given;
    const cwd = await folderOf(
      STUDY.replace(/data: .*/, 'data: faulty'),
      `defineDataset({ ...faulty, open: () => ${open} })`,
    );
    const { code, stderr } = await camscope(cwd, ['run', 'study.yaml']);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(found) });
  });

  it('a method that fails on a network is told by validate, and does not run again before its plugin changes', async () => {
    const cwd = await folderOf(METHOD, 'defineExplainer({ ...faulty, map: () => null.length })');
    const { code, stdout } = await camscope(cwd, ['validate', 'study.yaml']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^faulty +fails/m);
    expect(stdout).toMatch(
      /note: mirror: faulty fails. PLUGIN_FAILED: faulty\.mjs:\d+:\d+: The explainer 'faulty'/,
    );
    expect((await camscope(cwd, ['run', 'study.yaml'])).code).toBe(1);
    expect((await camscope(cwd, ['report', 'results'])).code).toBe(0);
    await writeFile(
      join(cwd, 'faulty.mjs'),
      pluginOf('defineExplainer({ ...faulty, map: ({ activations }) => channelSum(activations) })'),
    );
    // As a process of its own, which has not loaded it before.
    const mended = await start(cwd, ['run', 'study.yaml', '--json']);
    expect(mended.code, mended.stderr).toBe(0);
    expect(JSON.parse(mended.stdout)).toMatchObject({ failures: [] });
  });
});
