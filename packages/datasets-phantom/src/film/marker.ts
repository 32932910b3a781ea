import type { Box } from '@camscope/core';
import { DETECTOR_CM } from '../numeric/grid.ts';
import type { MarkerSpec } from '../spec/spec.ts';

type Line = readonly (readonly [x: number, y: number])[];

/** Strokes of the letters in a frame of width 0.62 and height 1, from its centre. */
const LETTERS: Record<MarkerSpec['letter'], readonly Line[]> = {
  L: [
    [
      [-0.26, -0.5],
      [-0.26, 0.5],
      [0.31, 0.5],
    ],
  ],
  R: [
    [
      [-0.28, 0.5],
      [-0.28, -0.5],
      [0.08, -0.5],
      [0.27, -0.4],
      [0.31, -0.22],
      [0.24, -0.06],
      [0.06, 0.02],
      [-0.28, 0.02],
    ],
    [
      [0.02, 0.02],
      [0.32, 0.5],
    ],
  ],
};
/** Half the width of a stroke, relative to the letter's height. */
const PEN = 0.1;

/** Draws the lead letter, which lets nothing through, onto the image in [0, 1]; its box is in pixels. */
export function drawMarker(image: Float32Array, size: number, marker: MarkerSpec): Box {
  const scale = size / DETECTOR_CM;
  const lines = strokesOf(marker).map((line) => line.map(([x, y]) => [x * scale, y * scale] as const));
  const radius = Math.max(0.5, PEN * marker.height * scale);
  const points = lines.flat();
  const box = {
    x0: Math.max(0, Math.min(...points.map(([x]) => x)) - radius),
    y0: Math.max(0, Math.min(...points.map(([, y]) => y)) - radius),
    x1: Math.min(size, Math.max(...points.map(([x]) => x)) + radius),
    y1: Math.min(size, Math.max(...points.map(([, y]) => y)) + radius),
  };
  for (let row = Math.floor(box.y0); row < Math.min(size, box.y1 + 1); row++) {
    for (let column = Math.floor(box.x0); column < Math.min(size, box.x1 + 1); column++) {
      const distance = distanceTo(lines, column + 0.5, row + 0.5);
      const cover = Math.max(0, Math.min(1, radius + 0.5 - distance));
      const i = row * size + column;
      image[i] += cover * (Math.max(0.97, image[i]) - image[i]);
    }
  }
  return box;
}

function strokesOf({ letter, x, y, height, tilt, circled }: MarkerSpec): Line[] {
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const circle: Line = Array.from({ length: 25 }, (_, k) => {
    const angle = (k / 12) * Math.PI;
    return [0.95 * Math.cos(angle), 0.95 * Math.sin(angle)] as const;
  });
  return [...LETTERS[letter], ...(circled ? [circle] : [])].map((line) =>
    line.map(([u, v]) => [x + height * (cos * u - sin * v), y + height * (sin * u + cos * v)] as const),
  );
}

function distanceTo(lines: readonly Line[], x: number, y: number): number {
  let least = Infinity;
  for (const line of lines) {
    for (let k = 1; k < line.length; k++) {
      const [[ax, ay], [bx, by]] = [line[k - 1], line[k]];
      const [dx, dy] = [bx - ax, by - ay];
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
  }
  return least;
}
