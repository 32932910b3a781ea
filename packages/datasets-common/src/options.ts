import { z } from 'zod';
import { usualNothing } from './findings/vocabulary.ts';

/** Options that data sets have in common. */
export const commonOptions = {
  images: z.string().describe('Folder of the images; folders in it are searched, too'),
  only: z
    .enum(['annotated', 'all'])
    .default('annotated')
    .describe('Images with an annotation; or every image that the files name'),
  missing: z
    .enum(['error', 'skip'])
    .default('error')
    .describe('What to do about images that are named but not in the folder; skip leaves a note'),
} as const;

/** Options of sets whose labels are their users' own. */
export const findingOptions = {
  ...commonOptions,
  nothing: z
    .array(z.string())
    .default([...usualNothing])
    .describe('Labels that say that nothing was found, whatever their case and separators'),
  others: z
    .enum(['unknown', 'absent'])
    .default('unknown')
    .describe(
      'What a label is of which nothing is said; absent where readers looked for every label on every image',
    ),
} as const;

export interface FindingOptions extends CommonOptions {
  readonly others: 'unknown' | 'absent';
}

/** Of data whose gaze is that of a whole reading. */
export const gazeOption = z
  .enum(['present', 'known'])
  .default('present')
  .describe(
    'Labels that the gaze of a reading stands for, since it is of no single one: those that the reading found, or all that are known',
  );

export interface CommonOptions {
  readonly images: string;
  readonly only: 'annotated' | 'all';
  readonly missing: 'error' | 'skip';
}
