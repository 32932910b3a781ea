import type { Heatmap, Mask } from '@camscope/core';
import { connectedSpans, fillHoles, gaussianFilter, maskOfSpans } from '@camscope/pixels';
import { closed, narrowed, opened, toMap } from './binary.ts';

/** Lengths are shares of the image's width, heights and areas shares of the image. */
const LUNGS = {
  /** Lungs are darker than the body's mean around them, under a Gaussian of this standard deviation. */
  around: 0.15,
  /** cut off at so many of these, */
  truncate: 3,
  /** by so much: their grey is at most this share of it. */
  contrast: 0.97,
  /** They lie so far inside the body, */
  depth: 0.05,
  /** and so far from its middle. */
  apart: 0.04,
  /** Bridges narrower than twice this do not connect them. */
  bridge: 0.025,
  /** The centre of a lung is at most so far from the middle, at a height between these. */
  farthest: 0.3,
  highest: 0.15,
  lowest: 0.7,
  /** A smaller part is no lung. */
  smallest: 0.01,
  /** Bays that a disk of this radius does not enter are filled. */
  bay: 0.05,
};

/** What looks like lungs: on either side of the body's middle, the largest part that is darker than its surroundings. */
export function findLungs(grey: Heatmap, body: Mask): { mask: Mask; found: number } {
  const { width, height } = grey;
  const middle = middleColumn(body);
  const dark = darkerThanAround(grey, body);
  const deep = narrowed(body, Math.round(LUNGS.depth * width));
  for (let i = 0; i < dark.data.length; i++) {
    if (!deep.data[i] || Math.abs((i % width) - middle) < LUNGS.apart * width) dark.data[i] = 0;
  }
  const parts = connectedSpans(opened(dark, Math.round(LUNGS.bridge * width)), 8);
  const sides = [-1, 1].flatMap((side) => {
    const likely = parts.components
      .map(({ area, box }, index) => ({ area, index, x: (box.x0 + box.x1) / 2, y: (box.y0 + box.y1) / 2 }))
      .filter(({ area }) => area >= LUNGS.smallest * width * height)
      .filter(({ x }) => (x - middle) * side > 0 && Math.abs(x - middle) <= LUNGS.farthest * width)
      .filter(({ y }) => y >= LUNGS.highest * height && y <= LUNGS.lowest * height)
      .sort((a, b) => b.area - a.area);
    return likely.slice(0, 1).map(({ index }) => index);
  });
  const mask = fillHoles(closed(maskOfSpans(parts, sides), Math.round(LUNGS.bay * width)), 8);
  return { mask, found: sides.length };
}

/** Where the radiograph is darker than the weighted mean of the body around. */
function darkerThanAround(grey: Heatmap, body: Mask): Mask {
  const { width, height, data } = grey;
  const sigma = LUNGS.around * width;
  const inside = toMap(body);
  const weights = gaussianFilter(inside, sigma, LUNGS.truncate, 'reflect').data;
  const seen = { width, height, data: data.map((value, i) => value * inside.data[i]) };
  const sums = gaussianFilter(seen, sigma, LUNGS.truncate, 'reflect').data;
  const dark = Uint8Array.from(data, (value, i) =>
    body.data[i] && value * weights[i] < LUNGS.contrast * sums[i] ? 1 : 0,
  );
  return { width, height, data: dark };
}

function middleColumn({ width, data }: Mask): number {
  let sum = 0;
  let area = 0;
  for (let i = 0; i < data.length; i++) {
    sum += data[i] * (i % width);
    area += data[i];
  }
  return sum / area;
}
