/** The items of `source`, each next one begun while the current one is in use: one item of lookahead. */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = begin(source);
  try {
    for (;;) {
      const item = await next;
      if (item.done) return;
      next = begin(source);
      yield item.value;
    }
  } finally {
    // What was begun is waited for; if it failed after the consumer had left, nobody is there to be told.
    await next.catch(() => undefined);
    await source.return(undefined);
  }
}

/** A failure is told to whoever awaits the item, not before. */
function begin<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = source.next();
  next.catch(() => undefined);
  return next;
}
