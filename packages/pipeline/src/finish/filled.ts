/** A pattern with `{image}` and `{stem}` filled in, and whatever else is known; what else is in braces stays. */
export function filled(pattern: string, id: string, more: Readonly<Record<string, string>> = {}): string {
  const values: Record<string, string> = {
    image: id,
    stem: id.replace(/(?<=[^/\\])\.[^./\\]*$/, ''),
    ...more,
  };
  return pattern.replace(/\{(\w+)\}/g, (text, key: string) => values[key] ?? text);
}
