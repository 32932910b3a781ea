/**
 * Begins the work on items before it is asked for: on the first `most` at once, on every other when it is asked for one before.
 * @returns what gives the work on the next item. Its failure is told to whoever asks.
 */
export function ahead<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): () => Promise<Result> {
  let at = 0;
  const begun: Promise<Result>[] = [];
  while (begun.length < most && at < items.length) begin();
  return () => {
    const current = begun.shift()!;
    begin();
    return current;
  };

  function begin(): void {
    if (at === items.length) return;
    const result = work(items[at++]);
    result.catch(() => undefined);
    begun.push(result);
  }
}
