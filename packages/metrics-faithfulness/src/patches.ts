import type { Size } from '@camscope/pixels';

/** The pixels of each square of a grid, row by row, those at the right and the bottom cut off by the border. */
export function patchesOf({ width, height }: Size, side: number): number[][] {
  const across = Math.ceil(width / side);
  const patches = Array.from({ length: across * Math.ceil(height / side) }, (): number[] => []);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    patches[Math.floor(y / side) * across + Math.floor(x / side)].push(i);
  }
  return patches;
}
