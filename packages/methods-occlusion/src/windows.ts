import { CamscopeError } from '@camscope/core';
import type { MaskComposition } from '@camscope/masks';

export interface WindowRecipe {
  /** Side of the window in pixels; auto: a fifth of the image's shorter side. */
  readonly window: number | 'auto';
  /** Pixels from one window to the next; auto: half a window. */
  readonly stride: number | 'auto';
  /** Whether the last window of a row or column is moved back into the image, or cut off by its border. */
  readonly edge: 'flush' | 'clip';
}

const ONE = Float32Array.of(1);
/** Of a stride: less than this is no step. */
const ROUNDING = 1e-6;

/**
 * Windows of ones on a lattice from the top left corner of an image until all of it is covered. They are counted in steps
 * of the golden ratio, so that the first so many are spread over the image.
 * @throws CamscopeError CONFIG_INVALID for a window larger than the image.
 */
export function slidingWindows(recipe: WindowRecipe, height: number, width: number): MaskComposition {
  const { window, stride } = sizesOf(recipe, height, width);
  const rows = spans(height, window, stride, recipe.edge);
  const columns = spans(width, window, stride, recipe.edge);
  const count = rows.length * columns.length;
  const step = goldenStep(count);
  return {
    count,
    grid: [1, 1],
    rows,
    columns,
    mask: (k) => {
      const place = (k * step) % count;
      return { grid: ONE, row: Math.floor(place / columns.length), column: place % columns.length };
    },
  };
}

/** Sizes by default need not be whole: a window begins and ends at whole pixels, and where another does. */
function sizesOf(recipe: WindowRecipe, height: number, width: number): { window: number; stride: number } {
  const side = Math.min(height, width);
  const window = recipe.window === 'auto' ? Math.max(1, side / 5) : recipe.window;
  const stride = recipe.stride === 'auto' ? Math.max(1, window / 2) : recipe.stride;
  if (window <= side) return { window, stride };
  throw new CamscopeError('CONFIG_INVALID', "The window of 'occlusion' is larger than the image", {
    asked: `window: ${window}`,
    found: `an image of ${height}×${width} pixels`,
    fix: `Choose a window of ${side} pixels or less`,
  });
}

/** For every position of a window along a side, ones where it is. */
function spans(length: number, window: number, stride: number, edge: WindowRecipe['edge']): Float32Array[] {
  const count = 1 + Math.ceil((length - window) / stride - ROUNDING);
  return Array.from({ length: count }, (_, i) => {
    const start = edge === 'flush' ? Math.min(i * stride, length - window) : i * stride;
    return new Float32Array(length).fill(1, Math.round(start), Math.round(start + window));
  });
}

/** The step nearest above the golden section of a cycle that comes by every place. */
function goldenStep(count: number): number {
  let step = Math.ceil((count * (Math.sqrt(5) - 1)) / 2);
  while (commonDivisor(step, count) > 1) step++;
  return step;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
