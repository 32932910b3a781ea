/**
 * What `load` gives of each item, in order, begun up to `width` items ahead.
 * @throws what `load` throws, in its turn, once nothing is under way any more.
 */
export async function* inOrder<T, U>(
  items: Iterable<T>,
  width: number,
  load: (item: T) => Promise<U>,
): AsyncGenerator<readonly [item: T, loaded: U]> {
  const begun: { readonly item: T; readonly loaded: Promise<U> }[] = [];
  const first = async () => {
    const { item, loaded } = begun.shift()!;
    return [item, await loaded] as const;
  };
  try {
    for (const item of items) {
      const loaded = load(item);
      // Whoever awaits it in its turn is told of a failure.
      loaded.catch(() => undefined);
      begun.push({ item, loaded });
      if (begun.length >= width) yield await first();
    }
    while (begun.length > 0) yield await first();
  } finally {
    await Promise.allSettled(begun.map(({ loaded }) => loaded));
  }
}
