import { join } from 'node:path';
import { reopenRun } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import { describe, expect, it } from 'vitest';
import { accountOf, columns, opened, run, runOf, table } from './running.ts';
import { annotated, GUESSED, registry, STUDY, studyFolder, type Listed, type StudyFiles } from './support.ts';

const [bright, dark] = [annotated('Bright'), annotated('Dark')];
const list: Listed[] = [
  { id: 'a.raw', patient: 'p1', split: 'train', annotations: bright },
  { id: 'b.raw', patient: 'p1', split: 'test', annotations: bright },
  { id: 'c.raw', patient: 'p2', split: 'test', annotations: dark },
];
const of = (split: string) => STUDY.replace('list.json', `list.json, split: ${split}`);
const SPLITS = 'Splits: train 1 image, test 2 images';
const SHARED =
  '1 patient has images in both train and test (p1): results on one are not independent of what is learnt or tuned on the ' +
  'other; leave this patient out of one';

async function notesOf(files: StudyFiles) {
  const { notes, dataset } = await opened(await studyFolder({ list, ...files }));
  return { notes, ids: dataset.samples.map(({ id }) => id) };
}

async function failure(study: string, samples = list): Promise<string> {
  return opened(await studyFolder({ study, list: samples })).then(
    () => 'It did not fail',
    (error: Error) => error.message.replace(/^\S*study\.yaml/, 'study.yaml'),
  );
}

describe('a split', () => {
  it('is what a study looks at; patients in two are told whatever is chosen', async () => {
    const notes = (looked: string) => [
      'a note of the data',
      `${SPLITS}; ${looked} looked at`,
      SHARED,
      GUESSED,
    ];
    expect(await notesOf({ study: of('test') })).toEqual({
      ids: ['b.raw', 'c.raw'],
      notes: notes('test is'),
    });
    expect(await notesOf({ study: of('[train, test]') })).toMatchObject({
      notes: notes('train and test are'),
    });
    expect(await notesOf({})).toMatchObject({ ids: ['a.raw', 'b.raw', 'c.raw'], notes: notes('all are') });
  });

  it('that the data do not have is told with those that they have', async () => {
    expect(await failure(of('tset'))).toMatchInlineSnapshot(`
      "study.yaml:4:46: No split of the data is called 'tset'
        found: Nearest: test. Known: train, test"
    `);
    expect(await failure(of('[train, val]'))).toMatchInlineSnapshot(`
      "study.yaml:4:54: No split of the data is called 'val'
        found: Known: train, test"
    `);
    expect(await failure(of('[]'))).toMatchInlineSnapshot(
      `"study.yaml:4:46: data.split: Too small: expected array to have >=1 items"`,
    );
    const without = list.map(({ split: _, ...sample }) => sample);
    expect(await failure(of('test'), without)).toMatchInlineSnapshot(`
      "study.yaml:4:46: The data have no split, so there is no 'test'
        do: Leave out 'split', or give the data's reader what says which image is in which split"
    `);
  });

  it('is in the lock, and chosen again where the data of a run are opened again', async () => {
    const { out } = await run({ study: of('test'), list });
    expect(columns(await table(out, 'scores.csv'), 'image', 'class')).toEqual(['b.raw Bright', 'c.raw Dark']);
    const done = await runOf(out);
    expect(done.lock.data.split).toEqual(['test']);
    const { dataset } = await reopenRun(done, registry, nodeFiles);
    expect(dataset.samples.map(({ id }) => id)).toEqual(['b.raw', 'c.raw']);
  });

  it('holds images that are in another, too: a run tells what is equal byte for byte', async () => {
    const { out, result } = await run({ list });
    const equal =
      '1 image is in both train and test, equal byte for byte (a.raw = b.raw): leave it out of one';
    expect(result.notes).toEqual([equal]);
    expect(await accountOf(join(out))).toMatchObject({
      notes: expect.arrayContaining([SHARED, equal]) as unknown,
    });
  });
});
