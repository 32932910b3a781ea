/** Items by a key, in the order in which keys occur. */
export function groups<T, Key>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
  const found = new Map<Key, T[]>();
  for (const item of items) entryOf(found, keyOf(item), (): T[] => []).push(item);
  return found;
}

/** What stands under a key; made where nothing does. */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
