/** Characters of a name that are shown where room is scarce. */
const MOST = 64;

/** A name, or its beginning and an ellipsis. */
export function clip(name: string): string {
  const characters = [...name];
  return characters.length <= MOST
    ? name
    : `${characters
        .slice(0, MOST - 1)
        .join('')
        .trimEnd()}…`;
}
