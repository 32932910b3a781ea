import { expect, test } from 'vitest';
import { dragged, placed, toImage, WHOLE, zoomed } from '../src/viewer/viewport.ts';

const image = { width: 100, height: 200 };
const pane = { width: 400, height: 400 };

test('an image fits a pane, in its middle', () => {
  expect(placed(WHOLE, image, pane)).toEqual({ scale: 2, left: 100, top: 0 });
});

test('zooming keeps the place under the pointer where it is', () => {
  const before = placed(WHOLE, image, pane);
  const [x, y] = toImage(150, 100, before);
  expect([x, y]).toEqual([25, 50]);
  const after = placed(zoomed(WHOLE, 4, [x / image.width, y / image.height]), image, pane);
  expect(after.scale).toBe(8);
  expect([after.left + 25 * after.scale, after.top + 50 * after.scale]).toEqual([150, 100]);
});

test('zooming ends at 40 times and at half', () => {
  expect(zoomed(WHOLE, 1000).zoom).toBe(40);
  expect(zoomed(WHOLE, 0.001).zoom).toBe(0.5);
});

test('dragging moves the image with the pointer, until its edge is in the middle', () => {
  const { scale } = placed(WHOLE, image, pane);
  const moved = placed(dragged(WHOLE, 25, -25, scale, image), image, pane);
  expect(moved).toEqual({ scale, left: 125, top: -25 });
  expect(dragged(WHOLE, 1e4, 0, scale, image).x).toBe(0);
});
