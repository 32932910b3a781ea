/**
 * Results in the order of the items, of which `width` are worked on at a time.
 * @throws the first failure, once nothing is under way any more.
 */
export async function sideBySide<T, U>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<U>,
): Promise<U[]> {
  const results = new Array<U>(items.length);
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const lane = async () => {
    while (next < items.length && !failure) {
      const index = next++;
      try {
        results[index] = await work(items[index], index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (failure) throw (failure as { error: unknown }).error;
  return results;
}
