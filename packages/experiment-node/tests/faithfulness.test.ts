import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columns, run, runIn, table } from './running.ts';
import { annotated, bright, STUDY, studyFolder, type StudyFiles } from './support.ts';

const ASKED = STUDY.replace('metrics:', 'faithfulness: [loss]\nmetrics:');
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
const run_ = async (files: StudyFiles) => {
  const ran = await run(files);
  return { ...ran, lines: await table(ran.out, 'faithfulness.csv') };
};

describe('faithfulness', () => {
  it('asks the network about every map of a method, and keeps the curves', async () => {
    const { lines, out } = await run_({ study: ASKED });
    // Bright: the map is the picture, without which the logit falls from 8 to 0. Dark: the map is empty.
    expect(
      columns(lines, 'model', 'image', 'patient', 'class', 'method', 'kind', 'metric', 'reason'),
    ).toEqual([
      'mirror a.raw p1 Bright grad-cam method loss ',
      'mirror b.raw p1 Bright grad-cam method loss ',
      'mirror b.raw p1 Dark grad-cam method loss ',
      'mirror c.raw  Dark grad-cam method loss ',
    ]);
    const values = lines.map(({ value }) => Number(value));
    [sigmoid(8) - 0.5, sigmoid(8) - 0.5, 0, 0].forEach((loss, i) => expect(values[i]).toBeCloseTo(loss, 6));
    const curves = await table(out, 'faithfulness-curves.csv');
    expect(columns(curves, 'model', 'image', 'class', 'method', 'kind', 'metric', 'x')).toEqual(
      ['a.raw Bright', 'b.raw Bright', 'b.raw Dark', 'c.raw Dark'].flatMap((of) =>
        [0, 1].map((x) => `mirror ${of} grad-cam method loss ${x}`),
      ),
    );
    expect(Number(curves[0].y)).toBeCloseTo(sigmoid(8), 6);
    expect(Number(curves[1].y)).toBeCloseTo(0.5, 6);
  });

  it('asks methods about other images where a measure does, and controls not', async () => {
    const study = ASKED.replace('[loss]', '[dimmed]').replace('priors: []', 'priors: [random]');
    const { lines } = await run_({ study });
    // Four pixels of full heat, or none; and four of a half in each of the two maps.
    expect(columns(lines, 'class', 'method', 'value', 'reason')).toEqual(
      ['Bright grad-cam 8', 'Bright grad-cam 8', 'Dark grad-cam 4', 'Dark grad-cam 4'].flatMap((method) => [
        `${method} `,
        `${method.split(' ')[0]} random  No method can be asked about other images`,
      ]),
    );
  });

  it('asks about some images only', async () => {
    const study = STUDY.replace('metrics:', 'faithfulness: { metrics: [loss], images: 1 }\nmetrics:');
    expect(columns((await run_({ study })).lines, 'image')).toEqual(['b.raw', 'b.raw']);
  });

  it('asks about a random map beside the methods, where the study has that prior', async () => {
    const study = ASKED.replace('priors: []', 'priors: [random, mean-box, uniform]');
    const list = [{ id: 'a.raw', annotations: annotated('Bright') }];
    const { lines } = await run_({ study, list });
    expect(columns(lines, 'method', 'kind')).toEqual(['grad-cam method', 'random prior']);
    const [own, random] = lines.map(({ value }) => Number(value));
    expect(random).toBeGreaterThan(0);
    expect(random).toBeLessThan(own);
  });

  it('tells why there is no value, and keeps the others', async () => {
    const moods = ['broken', 'infinite', 'none', 'sudden'].map(
      (mood) => `{ use: loss, as: ${mood}, options: { mood: ${mood} } }`,
    );
    const study = ASKED.replace('[loss]', `[${moods.join(', ')}, loss]`);
    const list = [{ id: 'a.raw', annotations: annotated('Bright') }];
    const { lines, out } = await run_({ study, list });
    expect(lines.slice(0, 4).map(({ metric, value, reason }) => `${metric} ${value} ${reason}`)).toEqual([
      expect.stringMatching(
        /^broken {2}PLUGIN_FAILED: .*The faithfulness 'loss' .*evaluate failed; found: broken test$/,
      ),
      expect.stringMatching(/^infinite {2}PLUGIN_FAILED: .*the value Infinity$/),
      'none  nothing to lose',
      expect.stringMatching(/^sudden {2}PLUGIN_FAILED: .*found: sudden$/),
    ]);
    expect(Number(lines[4].value)).toBeGreaterThan(0);
    expect(columns(await table(out, 'faithfulness-curves.csv'), 'metric')).toEqual(['loss', 'loss']);
  });

  it('tells of an image that cannot be read with every method and metric, and counts it as done', async () => {
    const told: string[] = [];
    const study = ASKED.replace('[loss]', '[loss, { use: loss, as: other }]').replace(
      'priors: []',
      'priors: [random]',
    );
    const { out } = await run(
      { study, 'b.raw': bright.subarray(1) },
      {
        onProgress: ({ stage, done, total }) => {
          if (stage.includes('faithfulness')) told.push(`${done}/${total}`);
        },
      },
    );
    const lines = await table(out, 'faithfulness.csv');
    expect(lines).toHaveLength(16);
    const failed = lines.filter(({ image }) => image === 'b.raw');
    expect(columns(failed, 'class', 'method', 'metric', 'value')).toEqual(
      ['Bright', 'Dark'].flatMap((finding) =>
        ['grad-cam loss', 'grad-cam other', 'random loss', 'random other'].map((of) => `${finding} ${of} `),
      ),
    );
    for (const { reason } of failed) expect(reason).toMatch(/^IMAGE_INVALID/);
    expect(told.at(-1)).toBe('8/8');
  });

  it('uses no map that an earlier run has left', async () => {
    const study = ASKED.replace('[grad-cam]', '[{ use: grad-cam, images: 1 }]');
    const folder = await studyFolder({ study: ASKED });
    await runIn(folder);
    await writeFile(join(folder, 'study.yaml'), study);
    const { out } = await runIn(folder);
    expect(columns(await table(out, 'faithfulness.csv'), 'image')).toEqual(['b.raw', 'b.raw']);
  });
});
