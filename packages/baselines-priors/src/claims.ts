import type { BaselineClaim, Sample } from '@camscope/core';
import type { Shares } from './boxes-of-others.ts';

/** A box in shares of the frame, as a reader would have drawn it. */
export function boxClaim(label: string, box: Shares, { width, height }: Sample['frame']): BaselineClaim {
  const scaled = { x0: box.x0 * width, y0: box.y0 * height, x1: box.x1 * width, y1: box.y1 * height };
  return { is: 'annotation', annotation: { label, boxes: [scaled] } };
}

export function nothingToGoBy(of: 'map' | 'annotation'): BaselineClaim {
  return { is: 'none', of, reason: 'No other patient has a box of this class' };
}
