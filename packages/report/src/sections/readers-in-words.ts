import type { Context } from '../analysis/context.ts';
import { clip } from '../text/clip.ts';
import { firstOf } from './words.ts';

/** What every table of scores must say where several readers drew the findings; nothing where one did. */
export function readersInWords({ readers }: Context): string {
  return readers.length < 2
    ? ''
    : ` A finding’s value is its mean over its readers (${firstOf(readers.map(clip))}).`;
}
