/**
 * Begins the work on each item before it is asked for: on the first at once, on every other when the one before it is asked for.
 * @returns what gives the work on the next item. Its failure is told to whoever asks.
 */
export function ahead<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): () => Promise<Result> {
  let at = 0;
  let begun = begin();
  return () => {
    const current = begun;
    begun = begin();
    return current!;
  };

  function begin(): Promise<Result> | undefined {
    if (at === items.length) return undefined;
    const result = work(items[at++]);
    result.catch(() => undefined);
    return result;
  }
}
