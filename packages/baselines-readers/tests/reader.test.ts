import type { Annotation, Sample } from '@camscope/core';
import plugin, { reader } from '@camscope/baselines-readers';
import { expect, it } from 'vitest';

const drawn = (of?: string, more: Partial<Annotation> = {}): Annotation => ({
  label: 'Mass',
  boxes: [{ x0: 0, y0: 0, x1: 1, y1: 1 }],
  reader: of,
  ...more,
});
const sample: Sample = {
  id: 'a',
  image: '/a',
  frame: { width: 2, height: 2 },
  labels: {},
  annotations: [],
};
const claimsOf = (...annotations: Annotation[]) =>
  reader.over(
    { labels: [], samples: [], notes: [] },
    {},
    { seed: 0 },
  )({ sample, label: 'Mass', annotations });

it('every reader of several claims what they drew', () => {
  const all = [drawn('ann'), drawn('bob')];
  expect(claimsOf(...all)).toEqual(
    all.map((annotation) => ({ of: annotation.reader, claim: { is: 'annotation', annotation } })),
  );
  expect(plugin.contributes).toEqual([reader]);
});

it('one alone, one without a name, and confounders have nothing to be held against', () => {
  expect(claimsOf(drawn('ann'))).toEqual([]);
  expect(claimsOf(drawn('ann'), drawn(undefined))).toEqual([]);
  expect(claimsOf(drawn('ann'), drawn('bob', { confounder: true }))).toEqual([]);
});
