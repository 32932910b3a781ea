import type { BlankReason } from '@camscope/core';

/** Why values say nothing: one is not finite, all are zero, all are the same; undefined when they say something. */
export function blankReason(values: Float32Array): BlankReason | undefined {
  const first = values[0];
  let constant = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) return 'not-finite';
    if (value !== first) constant = false;
  }
  if (!constant) return undefined;
  return first === 0 ? 'all-zero' : 'constant';
}
