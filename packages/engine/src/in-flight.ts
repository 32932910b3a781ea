/** One run at work, and the next in its queue: the feeds and results of no more than two are held. */
const MOST = 2;

/**
 * What runs give, in order, each begun while the one before it is at work.
 * @throws what a run throws, in its turn, when those that were begun have ended.
 */
export async function* inFlight<Item, Result>(
  items: Iterable<Item>,
  begin: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  try {
    for (const item of items) {
      const run = begin(item);
      // Its failure is awaited in turn, and meanwhile nobody's.
      run.catch(() => undefined);
      begun.push(run);
      if (begun.length >= MOST) yield await begun.shift()!;
    }
    while (begun.length > 0) yield await begun.shift()!;
  } finally {
    await Promise.allSettled(begun);
  }
}
