import { equalNotes, patientsInBoth, splitNotes, splitsOf } from '@camscope/pipeline';
import { describe, expect, it } from 'vitest';

const train = { split: 'train' };
const val = { split: 'val' };
const test = { split: 'test' };

describe('the parts of the data', () => {
  it('are counted as they come, with what is of none', () => {
    expect(splitsOf([test, train, test, {}])).toEqual([
      { split: 'test', images: 2 },
      { split: 'train', images: 1 },
      { split: undefined, images: 1 },
    ]);
    expect(splitsOf([{}, {}])).toEqual([]);
  });

  it('share patients two by two; images of nobody known are of nobody', () => {
    const samples = [
      { ...train, patient: 'a' },
      { ...train, patient: 'b' },
      { ...val, patient: 'b' },
      { ...test, patient: 'b' },
      { ...test, patient: 'a' },
      { ...train, patient: 'a' },
      { ...test },
      { ...train },
      { patient: 'a' },
    ];
    expect(patientsInBoth(samples)).toEqual([
      { splits: ['train', 'val'], patients: ['b'] },
      { splits: ['train', 'test'], patients: ['a', 'b'] },
      { splits: ['val', 'test'], patients: ['b'] },
    ]);
  });

  it('are told in notes, and nothing of data without any', () => {
    const people = ['1', '2', '3', '4'].flatMap((patient) => [
      { ...train, patient },
      { ...test, patient },
    ]);
    expect(splitNotes([...people, { ...val, patient: '1' }], ['val', 'test'])).toMatchInlineSnapshot(`
      [
        "Splits: train 4 images, test 4 images, val 1 image; val and test are looked at",
        "4 patients have images in both train and test (1, 2, 3, …): results on one are not independent of what is learnt or tuned on the other; leave these patients out of one",
        "1 patient has images in both train and val (1): results on one are not independent of what is learnt or tuned on the other; leave this patient out of one",
        "1 patient has images in both test and val (1): results on one are not independent of what is learnt or tuned on the other; leave this patient out of one",
      ]
    `);
    expect(splitNotes([{ patient: '1' }])).toEqual([]);
    expect(splitNotes([test, {}])).toEqual(['Splits: test 1 image, 1 image of none; all are looked at']);
  });

  it('share images of equal content, whatever their names', () => {
    const samples = [
      { id: 'a', ...train },
      { id: 'b', ...test },
      { id: 'c', ...test },
      { id: 'd', ...train },
      { id: 'e', ...test },
      { id: 'f', ...train },
      { id: 'g' },
    ];
    const hashes: Record<string, string> = { a: '1', b: '1', c: '2', d: '2', e: '1', g: '2' };
    expect(equalNotes(samples, (id) => hashes[id])).toEqual([
      '2 images are in both train and test, equal byte for byte (a = b, d = c): leave them out of one',
    ]);
    expect(equalNotes(samples, () => undefined)).toEqual([]);
  });
});
