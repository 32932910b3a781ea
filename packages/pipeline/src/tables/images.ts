import type { Box } from '@camscope/core';
import { integer, json, optionalText, text } from './column.ts';
import { defineTable } from './table.ts';

/** The images of a study, and what was drawn on them. */
export const images = defineTable({
  name: 'images',
  meaning: 'a row per image that has a finding',
  key: ['image'],
  columns: {
    image: text('Image, as the data name it'),
    patient: optionalText('Patient; empty where the data do not tell'),
    file: text('Its file, relative to the run'),
    width: integer('Width of the original image in pixels, which boxes count'),
    height: integer('Its height'),
    findings: json<Readonly<Record<string, readonly DrawnFinding[]>>>('What each reader drew, by class'),
  },
});

export interface DrawnFinding {
  readonly reader?: string;
  readonly boxes: readonly Box[];
  /** Outlines or a mask were drawn, of which the boxes are tight around each part; absent where boxes alone were drawn. */
  readonly outlined?: boolean;
  /** Where the reader looked, in pixels, and for how long; absent where regions were drawn. */
  readonly fixations?: readonly (readonly [x: number, y: number, weight: number])[];
  /** Not the finding, but what may give it away. */
  readonly confounder?: boolean;
}
