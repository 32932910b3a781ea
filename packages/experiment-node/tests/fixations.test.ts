import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Annotation } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import { columns, run, runIn, runOf, table } from './running.ts';
import { annotated, bright, shaded, STUDY, studyFolder, type Listed } from './support.ts';

const REGIONS =
  'It reads regions (boxes, outlines or a mask), and the annotation is of fixations, which have none';
const FIXATIONS =
  'It reads fixations, and the annotation is of regions, which say where a finding is, not where a reader looked';

const at = (x: number, y: number) => ({ x, y, weight: 0.5, sigmaX: 1, sigmaY: 1 });
const looked = (reader: string | undefined, ...fixations: ReturnType<typeof at>[]): Annotation => ({
  ...{ label: 'Bright', boxes: [], reader },
  fixations,
});
/** The map of `shaded` is 1 at the one place, 0 at the other. */
const [HOT, COLD] = [at(2.5, 2.5), at(7, 7)];
const OTHER: Listed = { id: 'b.raw', patient: 'q', annotations: [looked('ann', COLD)] };

async function scores(list: readonly Listed[], ...changes: [from: string, to: string][]) {
  const study = changes.reduce(
    (text, [from, to]) => text.replace(from, to),
    STUDY.replace('[hot-area]', '[hot-area, looked]'),
  );
  const ran = await run({ list: [...list], 'a.raw': shaded, 'b.raw': bright, study });
  return { ...ran, lines: await table(ran.out, 'scores.csv') };
}

describe('fixations', () => {
  it('are read by metrics of fixations, and refused by those of regions with a sentence', async () => {
    const { lines, result } = await scores([{ id: 'a.raw', annotations: [looked('ann', HOT)] }, OTHER]);
    const own = lines.filter(({ image, kind }) => image === 'a.raw' && kind === 'method');
    expect(columns(own, 'metric', 'reader', 'value', 'reason')).toEqual([
      `hot-area ann  ${REGIONS}`,
      'looked ann 1 ',
    ]);
    expect([...result.failures]).toEqual([]);
    expect(result.failedMaps).toBe(0);
  });

  it('are refused to metrics of fixations where regions were drawn, and a note says so of all', async () => {
    const { lines, out } = await scores([{ id: 'a.raw', annotations: annotated('Bright') }]);
    expect(columns(lines, 'metric', 'value', 'reason')).toEqual(['hot-area 16 ', `looked  ${FIXATIONS}`]);
    const { notes } = (await runOf(out)).account!;
    expect(notes).toContain('No annotation is of fixations, which looked reads: no values');
  });

  it('of a reader who also drew regions are two annotations, each read by its own metrics', async () => {
    const [drawn] = annotated('Bright');
    const both = [{ ...drawn, reader: 'ann' }, looked('ann', HOT)];
    const { lines } = await scores([{ id: 'a.raw', annotations: both }, OTHER]);
    const own = lines.filter(({ image, kind }) => image === 'a.raw' && kind === 'method');
    expect(columns(own, 'metric', 'reader', 'reason')).toEqual(['hot-area ann ', 'looked ann ']);
  });

  it('that are faulty cost their own rows', async () => {
    const faulty = looked('ann', at(9, 1));
    const { lines } = await scores([{ id: 'a.raw', annotations: [...annotated('Bright'), faulty] }]);
    expect(columns(lines, 'metric', 'reader', 'value')).toEqual([
      'hot-area  16',
      'looked  ',
      'hot-area ann ',
      'looked ann ',
    ]);
    const reasons = lines.map(({ reason }) => reason);
    expect(reasons.slice(0, 2)).toEqual(['', FIXATIONS]);
    for (const reason of reasons.slice(2))
      expect(reason).toContain('a fixation at 9, 1, outside of the frame of 8×8');
  });

  it('of readers are maps, measured against where the others looked', async () => {
    const annotations = [looked('ann', HOT), looked('bob', at(3.5, 2.5))];
    const { lines } = await scores([{ id: 'a.raw', annotations }, OTHER]);
    const readers = lines.filter(({ kind }) => kind === 'reader');
    expect(columns(readers, 'method', 'metric', 'reader', 'segmenter')).toEqual([
      'reader:ann looked bob ',
      'reader:bob looked ann ',
    ]);
    // A pixel from the centre of a Gaussian of sigma 1; nothing at the place of the other image.
    for (const { value } of readers) expect(Number(value)).toBeCloseTo(Math.exp(-0.5), 6);
  });

  it('have no features and no agreement of regions, and say why', async () => {
    const { out } = await scores(
      [{ id: 'a.raw', annotations: [looked('ann', HOT)] }],
      ['priors: []', 'priors: []\nagreement: [overlap]\nfeatures: [size]'],
    );
    for (const name of ['findings.csv', 'agreement.csv'])
      expect(columns(await table(out, name), 'value', 'reason')).toEqual([` ${REGIONS}`]);
    const [image] = await table(out, 'images.csv');
    expect(JSON.parse(image.findings)).toEqual({
      Bright: [{ reader: 'ann', boxes: [], fixations: [[2.5, 2.5, 0.5]] }],
    });
  });
});

describe('where readers of others looked', () => {
  const study = STUDY.replace('[hot-area]', '[looked]').replace('segmenters: [threshold]\n', '');
  const list = [{ id: 'a.raw', patient: 'p', annotations: [looked('ann', HOT)] }, OTHER];
  const moved = [list[0], { ...OTHER, annotations: [looked('ann', HOT)] }];
  const own = async (out: string) =>
    columns(
      (await table(out, 'scores.csv')).filter(({ image }) => image === 'a.raw'),
      'value',
      'reason',
    );

  it('is what a measurement depends on', async () => {
    const folder = await studyFolder({ list, study, 'a.raw': shaded, 'b.raw': bright });
    expect(await own((await runIn(folder)).out)).toEqual(['1 ']);
    await writeFile(join(folder, 'list.json'), JSON.stringify(moved));
    expect(await own((await runIn(folder)).out)).toEqual(['0 ']);
  });

  it('is told in a note', async () => {
    const { out } = await run({ list, study, 'a.raw': shaded, 'b.raw': bright });
    expect((await runOf(out)).account!.notes).toContain(
      'looked: negatives are out of 2 fixations on 2 images of 2 patients, without those of the patient at hand',
    );
  });

  it('is missing for the only patient, with a reason', async () => {
    const { out } = await run({ list: list.slice(0, 1), study, 'a.raw': shaded });
    expect(await own(out)).toEqual([' nobody looked at others']);
  });
});
