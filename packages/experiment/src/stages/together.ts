import { attemptAsync, type Attempt } from '@camscope/pipeline';
import { StoreFailed } from '../store/unit-store.ts';

/**
 * One call for all; when it fails, one for each, so that one bad item does not spoil the others.
 * @param work gives a result for each item, in order.
 * @throws StoreFailed, which is no item's fault.
 */
export async function together<Item, Result>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Attempt<Result>[]> {
  if (items.length === 0) return [];
  const all = await attemptAsync(() => work(items));
  if ('value' in all) return all.value.map((value) => ({ value }));
  if (all.failure instanceof StoreFailed) throw all.failure;
  if (items.length === 1) return [all];
  const each: Attempt<Result>[] = [];
  for (const item of items) each.push(...(await together([item], work)));
  return each;
}
