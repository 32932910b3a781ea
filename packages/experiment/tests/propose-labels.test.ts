import { proposeLabels } from '@camscope/experiment';
import { expect, it } from 'vitest';

it.each([
  ['Effusion', 'Pleural Effusion'],
  ['pleural_effusion', 'Effusion'],
  ['PleuralEffusions', 'Effusion'],
  ['Nodule/Mass', 'Nodule'],
  ['Mass or nodule', 'Nodule/Mass'],
  ['Cardiomegally', 'Cardiomegaly'],
  ['Ödem', 'odem'],
])('%s is near to %s', (label, name) => {
  expect(proposeLabels([label], ['Hernia', name]).labels).toEqual({ [label]: name });
});

it.each([
  ['Mass', 'Nodule'],
  ['Edema', 'Emphysema'],
  ['Fibrosis', 'Fracture'],
  ['Pneumonia', 'Pneumothorax'],
  ['Effusion', ''],
])('%s is not near to %s', (label, name) => {
  expect(proposeLabels([label], [name])).toEqual({ labels: {}, unclear: {}, lacking: [label] });
});

it('leaves alone what has a name in common', () => {
  const nothing = { labels: {}, unclear: {}, lacking: [] };
  expect(proposeLabels(['pleural_effusion'], ['Pleural Effusion'])).toEqual(nothing);
  // The network's only effusion is that of another label of the data.
  expect(proposeLabels(['Effusion', 'Pleural Effusion'], ['Effusion'])).toEqual({
    ...nothing,
    lacking: ['Pleural Effusion'],
  });
});

it('proposes nothing where several may be meant, or one twice', () => {
  expect(proposeLabels(['Effusion'], ['Pleural Effusion', 'Pericardial Effusion'])).toEqual({
    labels: {},
    unclear: { Effusion: ['Pleural Effusion', 'Pericardial Effusion'] },
    lacking: [],
  });
  expect(proposeLabels(['Left effusion', 'Right effusion'], ['Effusion'])).toEqual({
    labels: {},
    unclear: { 'Left effusion': ['Effusion'], 'Right effusion': ['Effusion'] },
    lacking: [],
  });
});
