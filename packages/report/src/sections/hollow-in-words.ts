import type { Primary } from '../analysis/context.ts';
import { list } from './words.ts';

/** `trivial answers and readers, which no network made`, of those that there are; empty where there are none. */
export function madeByNone({ standings: { priors, readers } }: Primary): string {
  const there = [priors.length > 0 && 'trivial answers', readers.length > 0 && 'readers'].filter(
    (one) => one !== false,
  );
  return there.length === 0 ? '' : `${list(there)}, which no network made`;
}

/** A sentence on what is drawn hollow among all series, with a space before it; empty where nothing is. */
export function hollowMarks(primary: Primary): string {
  const others = madeByNone(primary);
  if (primary.standings.partial.length === 0) return others && ` Hollow marks are ${others}.`;
  const some = 'methods tried on part of the findings; “3 of 11” says on how many';
  return ` Hollow marks are ${others && `${others}, and `}${some}.`;
}
