import { CamscopeError, type MaskRuns } from '@camscope/core';

/**
 * The mask that run lengths describe which count from where the last run ended: pairs of pixels passed over and pixels inside, down
 * the columns. SIIM-ACR's files are of this form.
 * @param at where the text stands, shown in errors.
 * @throws CamscopeError DATA_INVALID for what is no such text, or leaves the image.
 */
export function relativeRuns(text: string, width: number, height: number, at?: string): MaskRuns {
  return filled(pairsIn(text, at), width, height, text, at);
}

/**
 * As {@link relativeRuns}, with each run's first pixel counted from the image's.
 * @param first the number of the image's first pixel.
 */
export function absoluteRuns(
  text: string,
  width: number,
  height: number,
  first: 0 | 1,
  at?: string,
): MaskRuns {
  const numbers = pairsIn(text, at);
  const runs: number[] = [];
  let end = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    const start = numbers[i] - first;
    if (start < end) throw notRuns(text, `a run from pixel ${numbers[i]}, inside the one before`, at);
    runs.push(start - end, numbers[i + 1]);
    end = start + numbers[i + 1];
  }
  return filled(runs, width, height, text, at);
}

function pairsIn(text: string, at?: string): number[] {
  const parts = text.trim().split(/\s+/);
  const numbers = parts.map(Number);
  const wrong = numbers.findIndex((number) => !(Number.isInteger(number) && number >= 0));
  if (text.trim() === '' || wrong >= 0)
    throw notRuns(text, `'${parts[wrong] ?? ''}', which is no length`, at);
  if (numbers.length % 2 !== 0) throw notRuns(text, `${numbers.length} numbers, which are no pairs`, at);
  return numbers;
}

/** @param runs pixels outside and inside in turn. */
function filled(runs: number[], width: number, height: number, text: string, at?: string): MaskRuns {
  const total = runs.reduce((sum, run) => sum + run, 0);
  if (total > width * height)
    throw notRuns(text, `${total} pixels, but ${width} × ${height} is ${width * height}`, at);
  return { width, height, runs: [...runs, width * height - total] };
}

function notRuns(text: string, found: string, at?: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Not run lengths of a mask', {
    at,
    asked: text.length > 40 ? `${text.slice(0, 40)}…` : text,
    found,
  });
}
