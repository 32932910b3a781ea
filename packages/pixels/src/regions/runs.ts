import { CamscopeError, type Mask, type MaskRuns } from '@camscope/core';

/** The run lengths of a mask, down the columns. */
export function runsOfMask({ width, height, data }: Mask): MaskRuns {
  const runs: number[] = [];
  let current = 0;
  let length = 0;
  for (let x = 0; x < width; x++) {
    for (let i = x; i < data.length; i += width) {
      if (data[i] !== current) {
        runs.push(length);
        current = data[i];
        length = 0;
      }
      length++;
    }
  }
  runs.push(length);
  return { width, height, runs };
}

/**
 * The mask that run lengths describe.
 * @throws CamscopeError DATA_INVALID when they do not add up to width × height.
 */
export function maskOfRuns({ width, height, runs }: MaskRuns): Mask {
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total !== width * height || runs.some((run) => !(run >= 0))) throw notFilling(total, width, height);
  const data = new Uint8Array(width * height);
  let end = 0;
  for (const [i, run] of runs.entries()) {
    const start = end;
    end += run;
    if (i % 2 === 1) fillColumnwise(data, width, height, start, end);
  }
  return { width, height, data };
}

/** Sets the pixels [start, end), counted down the columns. */
export function fillColumnwise(
  data: Uint8Array,
  width: number,
  height: number,
  start: number,
  end: number,
): void {
  let x = Math.floor(start / height);
  let y = start - x * height;
  for (let left = end - start; left > 0; x++, y = 0) {
    const stop = Math.min(height, y + left);
    left -= stop - y;
    for (let i = y * width + x; y < stop; y++, i += width) data[i] = 1;
  }
}

function notFilling(total: number, width: number, height: number): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Run lengths do not fill their mask', {
    asked: `${width} × ${height} = ${width * height} pixels`,
    found: `${total} in all`,
    fix: 'Check that the size is [height, width] of the image and that the runs are complete',
  });
}
