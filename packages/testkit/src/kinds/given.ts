import type { Annotation, Box, Dataset, Fixation, Heatmap, Sample, Segmentation } from '@camscope/core';
import { random } from '@camscope/onnx/expressions';

/** What contributions are tried on. Maps are not square, so that width and height cannot be confused. */
export const FRAME = { width: 26, height: 18 } as const;
export const LABEL = 'Mass';

export function mapOf(at: (x: number, y: number) => number, { width, height } = FRAME as Size): Heatmap {
  const data = Float32Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)));
  return { width, height, data };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const spot = (x0: number, y0: number) => (x: number, y: number) =>
  Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / 24);

/** Finished maps that say something, by what they show. */
export const maps: Readonly<Record<string, Heatmap>> = {
  'one spot': mapOf(spot(18, 6)),
  'two spots': mapOf((x, y) => Math.min(1, spot(4, 12)(x, y) + 0.7 * spot(20, 4)(x, y))),
  'a slope': mapOf((x) => x / (FRAME.width - 1)),
  noise: mapOf(random(7)),
};
export const spotMap = maps['one spot'];
export const otherMap = maps['two spots'];

/** Maps that say nothing. */
export const blankMaps: Readonly<Record<string, Heatmap>> = {
  'a map of zeros': mapOf(() => 0),
  'a map that is the same everywhere': mapOf(() => 0.5),
  'a map of one pixel': mapOf(() => 1, { width: 1, height: 1 }),
};

/** Around the spot. */
export const box: Box = { x0: 14, y0: 2, x1: 22, y1: 12 };
/** Far from it. */
export const elsewhere: Box = { x0: 0, y0: 8, x1: 8, y1: 18 };

export const boxed = (...boxes: readonly Box[]): Annotation => ({ label: LABEL, boxes });

/** 1 inside of boxes, 0 outside. */
export function heatIn(...boxes: readonly Box[]): Heatmap {
  const isIn = (x: number, y: number) =>
    boxes.some(({ x0, y0, x1, y1 }) => x >= x0 && x < x1 && y >= y0 && y < y1);
  return mapOf((x, y) => Number(isIn(x, y)));
}

/** Boxes as a segmenter would give them. */
export function segmented(...boxes: readonly Box[]): Segmentation {
  const { data } = heatIn(...boxes);
  const regions = boxes.map((one) => {
    const area = (one.x1 - one.x0) * (one.y1 - one.y0);
    return { box: one, area, meanHeat: 1, score: area };
  });
  return { regions, mask: { ...FRAME, data: Uint8Array.from(data) }, thresholds: [0.5] };
}

/** Where a reader looked, around the middle of a box. */
export function lookedAt({ x0, y0, x1, y1 }: Box): Annotation {
  const at = (x: number, y: number): Fixation => ({ x, y, weight: 1, sigmaX: 1, sigmaY: 1 });
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return { label: LABEL, boxes: [], fixations: [at(x, y), at(x - 0.5, y - 0.5)] };
}

/** Five patients, three with a finding that two readers drew. */
export function dataOf(boxes: readonly Box[] = [box, elsewhere, { x0: 10, y0: 4, x1: 24, y1: 14 }]): Dataset {
  const samples = Array.from({ length: 5 }, (_, i): Sample => {
    const drawn = boxes.slice(i, i + 1);
    const of = (reader: string, by: number) => ({
      ...boxed(...drawn.map((one) => ({ ...one, x1: one.x1 + by }))),
      reader,
    });
    return {
      id: `image-${i}`,
      image: `/nowhere/image-${i}.png`,
      frame: FRAME,
      patient: `patient-${i}`,
      labels: { [LABEL]: drawn.length > 0 ? 1 : 0 },
      annotations: drawn.length > 0 ? [of('first', 0), of('second', 1)] : [],
    };
  });
  return { labels: [LABEL], samples, notes: [] };
}
