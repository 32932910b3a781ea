import type { Heatmap, Mask, Point, Polygon } from '@camscope/core';
import { type ConnectedSpans, type Connectivity, connectedSpans } from './connect.ts';

/**
 * The outlines of each component of a mask along the edges of its pixels, in whole coordinates: the outer one first,
 * clockwise, then its holes, counter-clockwise. A vertex is where the outline turns.
 * @param connected the components of the mask, when already known.
 * @param indices the components to outline, in this order.
 */
export function outlinesOf(
  mask: Mask,
  connectivity: Connectivity,
  connected: ConnectedSpans = connectedSpans(mask, connectivity),
  indices: readonly number[] = [...connected.components.keys()],
): Polygon[][] {
  return followAll(mask, connectivity, connected, indices, turns);
}

/**
 * The outlines of each component of a mask of the pixels above (or at) `level`, where the heat between the centres of
 * neighbours, taken as linear, is `level`: marching squares whose ambiguous squares follow the connectivity. Order
 * and direction as in `outlinesOf`. At the border of the image, an outline ends straight on it.
 */
export function isoOutlinesOf(
  map: Heatmap,
  level: number,
  mask: Mask,
  connectivity: Connectivity,
  connected: ConnectedSpans = connectedSpans(mask, connectivity),
  indices: readonly number[] = [...connected.components.keys()],
): Polygon[][] {
  return followAll(mask, connectivity, connected, indices, (loop) => isoPoints(loop, map, level));
}

/** Edges of pixels, each from a corner in a direction, with the inside on the right hand. */
interface Loop {
  readonly xs: number[];
  readonly ys: number[];
  /** 0 right, 1 down, 2 left, 3 up. */
  readonly directions: number[];
}
const RIGHT = 0;

/** One step in each direction. */
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/** From a corner, in each direction, to the pixel ahead on the right hand and to the one on the left. */
const RIGHT_X = [0, -1, -1, 0] as const;
const RIGHT_Y = [0, 0, -1, -1] as const;
const LEFT_X = [0, 0, -1, -1] as const;
const LEFT_Y = [-1, 0, 0, -1] as const;

function followAll(
  mask: Mask,
  connectivity: Connectivity,
  { starts, ends, firstOfRow, componentOf, components }: ConnectedSpans,
  indices: readonly number[],
  draw: (loop: Loop) => Polygon,
): Polygon[][] {
  const { width, height } = mask;
  const outlines: (Polygon[] | undefined)[] = components.map(() => undefined);
  for (const index of indices) outlines[index] = [];
  const followed = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    let above = firstOfRow[Math.max(0, y - 1)];
    for (let span = firstOfRow[y]; span < firstOfRow[y + 1]; span++) {
      const wanted = outlines[componentOf[span]];
      // An outline runs along a span wherever no other is above: all along such a part, or not at all.
      for (let x = starts[span]; x < ends[span];) {
        while (above < firstOfRow[y] && ends[above] <= x) above++;
        const covers = above < firstOfRow[y];
        if (covers && starts[above] <= x) {
          x = ends[above];
          continue;
        }
        if (!followed[y * width + x]) wanted?.push(draw(follow(mask, connectivity, x, y, followed)));
        x = covers ? starts[above] : ends[span];
      }
    }
  }
  return indices.map((index) => outlines[index] as Polygon[]);
}

/** Follows an outline from the upper edge of a pixel, and marks every pixel whose upper edge it runs along. */
function follow(
  { width, height, data }: Mask,
  connectivity: Connectivity,
  startX: number,
  startY: number,
  followed: Uint8Array,
): Loop {
  const loop: Loop = { xs: [], ys: [], directions: [] };
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] !== 0;
  let [x, y, direction] = [startX, startY, RIGHT];
  do {
    if (direction === RIGHT) followed[y * width + x] = 1;
    loop.xs.push(x);
    loop.ys.push(y);
    loop.directions.push(direction);
    x += STEP_X[direction];
    y += STEP_Y[direction];
    const right = inside(x + RIGHT_X[direction], y + RIGHT_Y[direction]);
    const left = inside(x + LEFT_X[direction], y + LEFT_Y[direction]);
    if (right !== left) direction += right ? 0 : connectivity === 8 ? 3 : 1;
    else direction += right ? 3 : 1;
    direction &= 3;
  } while (x !== startX || y !== startY || direction !== RIGHT);
  return loop;
}

/** The corners at which a loop turns, from the second on. */
function turns({ xs, ys, directions }: Loop): Polygon {
  const vertices: Point[] = [];
  for (let k = 1; k <= xs.length; k++) {
    const at = k % xs.length;
    if (directions[at] !== directions[k - 1]) vertices.push([xs[at], ys[at]]);
  }
  return vertices;
}

/** The place of the level across each edge, and the corners and ends along the border of the image. */
function isoPoints({ xs, ys, directions }: Loop, { width, height, data }: Heatmap, level: number): Polygon {
  const points: Point[] = [];
  const length = xs.length;
  /** Across edge k; nothing on the border of the image. */
  const across = (k: number): Point | undefined => {
    const direction = directions[k];
    const [outX, outY] = [xs[k] + LEFT_X[direction], ys[k] + LEFT_Y[direction]];
    if (outX < 0 || outY < 0 || outX >= width || outY >= height) return undefined;
    const [inX, inY] = [xs[k] + RIGHT_X[direction], ys[k] + RIGHT_Y[direction]];
    const inner = data[inY * width + inX];
    const outer = data[outY * width + outX];
    const share = Math.min(1, Math.max(0, (inner - level) / (inner - outer)));
    return [inX + 0.5 + share * (outX - inX), inY + 0.5 + share * (outY - inY)];
  };
  /** The place on border edge k that is straight beside a point. */
  const beside = (k: number, [x, y]: Point): Point => (directions[k] % 2 === 0 ? [x, ys[k]] : [xs[k], y]);

  let before = length - 1;
  let pointBefore = across(before);
  for (let k = 0; k < length; k++) {
    const point = across(k);
    if (point) {
      if (!pointBefore) points.push(beside(before, point));
      points.push(point);
    } else if (pointBefore) points.push(beside(k, pointBefore));
    else if (directions[k] !== directions[before]) points.push([xs[k], ys[k]]);
    before = k;
    pointBefore = point;
  }
  return points;
}
