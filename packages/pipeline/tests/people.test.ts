import type { DatasetReader } from '@camscope/core';
import { runsNote, trainingNotes } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';

type Data = Pick<DatasetReader, 'id' | 'title' | 'people' | 'citation'>;

const nih: Data = {
  id: 'chests',
  title: 'NIH Chests',
  people: { from: 'NIH Chests', alsoCalled: ['NIH', 'CXR8'] },
  citation: { text: 'A. 2017' },
};
const boxes: Data = {
  id: 'boxes',
  title: 'The Boxes',
  people: { from: 'NIH Chests', source: { text: 'B. 2019' } },
  citation: { text: 'C. 2020' },
};
const other: Data = { id: 'others', title: 'Others', people: { from: 'Elsewhere' }, citation: 'own' };
const nobody: Data = { id: 'phantoms', title: 'Phantoms' };
const known = [nih, boxes, other, nobody];
const notes = (trainedOn: readonly string[], data: Data) =>
  trainingNotes([{ name: 'net', trainedOn }], data, known);

describe('a network that has been trained on people of the data', () => {
  it('is told, however these were called, with what says so', () => {
    expect(notes(['chests'], boxes)).toMatchInlineSnapshot(`
      [
        "net was trained on chests, as its card says, and The Boxes is drawn from NIH Chests (A. 2017; B. 2019): unless these images and their patients were kept from its training, its figures are of what it has seen; report on a split that was kept from it, or on other people",
      ]
    `);
    expect(notes(['Nih_chests'], nih)).toMatchInlineSnapshot(`
      [
        "net was trained on Nih_chests, as its card says, which are the data here: unless these images and their patients were kept from its training, its figures are of what it has seen; report on a split that was kept from it, or on other people",
      ]
    `);
    expect(notes(['cxr-8'], boxes)).toMatchInlineSnapshot(`
      [
        "net was trained on cxr-8, as its card says, and The Boxes is drawn from NIH Chests (A. 2017; B. 2019): unless these images and their patients were kept from its training, its figures are of what it has seen; report on a split that was kept from it, or on other people",
      ]
    `);
    expect(notes(['CXR 8'], nih)).toEqual(notes(['CXR 8'], { ...nih, id: 'CXR 8' }));
    expect(notes(['boxes'], nih)).toHaveLength(1);
    expect(notes(['elsewhere'], other)).toEqual([
      expect.stringContaining('Others is drawn from Elsewhere: unless'),
    ]);
    expect(notes(['Phantoms'], nobody)).toHaveLength(1);
  });

  it('is not one that was trained on others, on what nobody knows, or does not say it', () => {
    expect(notes(['others', 'our hospital', 'phantoms'], boxes)).toEqual([]);
    expect(trainingNotes([{ name: 'net' }], nih, known)).toEqual([]);
  });
});

it('two runs on other data of the same people are told', () => {
  expect(runsNote(nih, boxes)).toMatchInlineSnapshot(
    `"NIH Chests and The Boxes are of one collection, NIH Chests (A. 2017; B. 2019): the same people may be in both runs, so that the one does not confirm the other as data of other people would"`,
  );
  for (const [a, b] of [
    [nih, nih],
    [nih, other],
    [nobody, nih],
    [nobody, nobody],
  ] as const)
    expect(runsNote(a, b)).toBeUndefined();
});
