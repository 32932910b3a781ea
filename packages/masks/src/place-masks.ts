import { CamscopeError, floatTensor, type Masks, type MaskSet } from '@camscope/core';
import { distinct, indices } from './distinct.ts';

export interface PlaceMasks {
  /** The mask around a place, by offset in rows and columns: 1 at the place alone, or a Gaussian. */
  readonly spread: Spread;
}

interface Spread {
  readonly radius: number;
  at(row: number, column: number): number;
}

/** One place of the target layer's output at a time, and all of them, [B,1,h,w]. The map has each weight at its place. */
export function placeMasks({ spread }: PlaceMasks): Masks {
  return {
    ofActivations: true,
    inputs: ({ activations: [, height, width] }) => ({ mask: { shape: [1, height, width] } }),
    mask: ({ mask }) => mask,
    over: ({ sizes: { activations } }) => setOf(spread, activations[1], activations[2]),
    identity: () => {
      const offsets = indices(2 * spread.radius + 1).map((i) => i - spread.radius);
      return ['places', offsets.map((row) => offsets.map((column) => spread.at(row, column)))];
    },
  };
}

/** Places are counted row by row. */
function setOf({ radius, at }: Spread, height: number, width: number): MaskSet {
  const count = height * width;
  return {
    ...distinct(count),
    taken: (budget) => {
      if (budget >= count) return count;
      // Places that are left out would look as if they had scored 0.
      throw new CamscopeError('CONFIG_INVALID', 'Every place of the layer has to be scored', {
        asked: `A budget of ${budget} masks`,
        found: `A layer of ${height}×${width} places`,
        fix: 'Leave the budget out, or choose a layer of fewer places',
      });
    },
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
      return { mask: floatTensor(data, dims) };
    },
    maps: (chosen, weights) =>
      weights.map((list) => {
        const map = new Float32Array(count);
        chosen.forEach((place, i) => (map[place] = list[i]));
        return floatTensor(map, [1, height, width]);
      }),
  };
}
