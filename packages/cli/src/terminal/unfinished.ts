import type { Run } from '@camscope/pipeline';
import type { Io } from '../io.ts';
import { count } from './words.ts';

/** Says of a run that has not come to its end on what numbers of it stand. */
export function tellUnfinished({ account, partial }: Run, what: string, io: Io): void {
  if (account?.finished) return;
  const units = partial ? `, ${partial.done} of ${count(partial.units, 'unit')}` : '';
  io.stderr(`camscope: the run is not finished: ${what}${units}\n`);
}
