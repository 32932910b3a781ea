import { expect, test } from 'vitest';
import { addressOf, FIRST_LOOK, isOfRun, lookAt, type Look } from '../../src/run/state/look.ts';

const LOOK: Look = {
  metric: 'box-iou',
  segmenter: 'multi otsu & more',
  filters: {
    words: { method: ['grad-cam', 'finer(grad-cam)'], class: ['Mass'] },
    search: 'a=b#c',
    values: [0.1, 0.5],
    pair: { x: 'grad-cam', y: 'layer-cam', xs: [0, 0.5], ys: [0.25, 1] },
    differing: true,
  },
  order: { by: 'image', down: false },
  plot: 'scatter',
  x: 'grad-cam',
  y: 'layer-cam',
  agreement: 'ssim',
  at: { model: 'net', method: 'grad-cam', class: 'Mass', image: 'ü/1.png', reader: '' },
  threshold: 0.35,
  opacity: 0.6,
  reach: 0.99,
};

test('a look is the same once it went through an address', () => {
  expect(lookAt(addressOf(LOOK))).toEqual(LOOK);
  expect(addressOf(FIRST_LOOK)).toBe('#/run');
  expect(lookAt('#/run')).toEqual(FIRST_LOOK);
});

test.each([
  ['values=1..0', { filters: FIRST_LOOK.filters }],
  ['values=a..b', { filters: FIRST_LOOK.filters }],
  ['sort=-colour', { order: FIRST_LOOK.order }],
  ['plot=pie', { plot: FIRST_LOOK.plot }],
  ['at=["a"]', { at: undefined }],
  ['at={', { at: undefined }],
  ['threshold=7', { threshold: 0 }],
  ['opacity=&reach=much', { opacity: 0.45, reach: 1 }],
  ['brush=0..1,0..1', { filters: FIRST_LOOK.filters }],
])('what an address says wrongly is as at first: %s', (text, expected) => {
  expect(lookAt(`#/run?${text}`)).toMatchObject(expected);
});

test('an address is of a run or is not', () => {
  expect(['#/run', '#/run?a=b', '#/runs', '#/', ''].map(isOfRun)).toEqual([true, true, false, false, false]);
});
