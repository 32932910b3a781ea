import { z } from 'zod';

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

export interface CommonOptions {
  readonly images: string;
  readonly only: 'annotated' | 'all';
  readonly missing: 'error' | 'skip';
}
