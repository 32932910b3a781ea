import { annotationFault, truthOf } from '@camscope/core';
import { describe, expect, it, test } from 'vitest';

const frame = { width: 10, height: 8 };
const fixation = { x: 3, y: 2.5, weight: 0.2, sigmaX: 1, sigmaY: 2 };
const box = { x0: 1, y0: 1, x1: 3, y1: 3 };
const looked = (...fixations: unknown[]) => ({ label: 'Nodule', boxes: [], fixations });

describe('an annotation of fixations', () => {
  it('is sound, and tells itself from one of regions', () => {
    expect(annotationFault(looked(fixation, { ...fixation, x: 0, y: 0 }), frame)).toBeUndefined();
    expect(truthOf({ fixations: [fixation] })).toBe('fixations');
    expect(truthOf({})).toBe('regions');
  });

  test.each([
    ['none', looked(), 'not a list of at least one'],
    ['no list', { ...looked(), fixations: 7 }, 'fixations that are 7'],
    ['no record', looked(7), 'a fixation that is 7'],
    ['a place beside the frame', looked({ ...fixation, x: 10 }), 'at 10, 2.5, outside of the frame of 10×8'],
    ['no place', looked({ ...fixation, y: NaN }), 'at 3, NaN, outside'],
    ['no duration', looked({ ...fixation, weight: 0 }), 'of weight 0 and sigmas 1, 2'],
    ['an endless Gaussian', looked({ ...fixation, sigmaY: Infinity }), 'sigmas 1, Infinity'],
    ['boxes beside it', { ...looked(fixation), boxes: [box] }, 'give two annotations'],
    ['outlines beside it', { ...looked(fixation), contours: [[[1, 1]]] }, 'give two annotations'],
  ])('of %s is at fault', (_, annotation, fault) => {
    expect(annotationFault(annotation, frame)).toContain(fault);
  });
});
