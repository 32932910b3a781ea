import { defineFeature, type Feature } from '@camscope/core';
import { annotatedMask } from '@camscope/pixels';
import { NO_AREA } from './largest-part.ts';

/** Where the annotated pixels lie on average, from 0, the left edge of the image, to 1. */
export const centreX = centre('x', 'from the left', (i, width) => ((i % width) + 0.5) / width);

/** Where the annotated pixels lie on average, from 0, the upper edge of the image, to 1. */
export const centreY = centre(
  'y',
  'from above',
  (i, width, height) => (Math.floor(i / width) + 0.5) / height,
);

function centre(
  axis: 'x' | 'y',
  side: string,
  place: (pixel: number, width: number, height: number) => number,
): Feature {
  return defineFeature({
    id: `centre-${axis}`,
    title: `Centre, ${side}`,
    summary: `Mean place of the annotated pixels ${side}, as a share of the image.`,
    citation: 'common',
    scoreDirection: 'none',
    range: [0, 1],
    measure(annotation, { width, height }) {
      const { data } = annotatedMask(annotation, width, height);
      let sum = 0;
      let count = 0;
      for (let i = 0; i < data.length; i++) {
        if (data[i] === 0) continue;
        sum += place(i, width, height);
        count++;
      }
      return count === 0 ? NO_AREA : { value: sum / count };
    },
  });
}
