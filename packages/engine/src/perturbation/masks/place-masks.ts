import { floatTensor, type PlaceMasks } from '@camscope/core';
import { NAMES } from '@camscope/onnx';
import { distinct, indices, type MaskSet } from './mask-set.ts';

/** One place at a time, and what is around it. Places are counted row by row. */
export function placeMasks({ spread }: PlaceMasks, [height, width]: readonly [number, number]): MaskSet {
  const count = height * width;
  const { radius, at } = spread;
  return {
    ...distinct,
    count,
    order: indices(count),
    most: count,
    feeds: (chosen, scratch) => {
      const dims = [chosen.length, 1, height, width];
      const data = scratch.take('float32', dims).fill(0);
      chosen.forEach((place, i) => {
        const [row, column] = [Math.floor(place / width), place % width];
        for (let y = Math.max(0, row - radius); y <= Math.min(height - 1, row + radius); y++) {
          for (let x = Math.max(0, column - radius); x <= Math.min(width - 1, column + radius); x++)
            data[i * count + y * width + x] = at(y - row, x - column);
        }
      });
      return { [NAMES.mask]: floatTensor(data, dims) };
    },
    mass: () => 1,
    maps: (chosen, weights) =>
      weights.map((list) => {
        const map = new Float32Array(count);
        chosen.forEach((place, i) => (map[place] = list[i]));
        return floatTensor(map, [1, height, width]);
      }),
  };
}
