/** Names without what all of them begin with, up to a hyphen or space: `net-a`, `net-b` as `a`, `b`. */
export function withoutCommonPrefix(names: readonly string[]): string[] {
  const [first = '', ...others] = names;
  if (others.length === 0) return [...names];
  let shared = 0;
  while (shared < first.length && others.every((name) => name[shared] === first[shared])) shared++;
  const end = Math.max(...['-', ' ', '_'].map((mark) => first.slice(0, shared).lastIndexOf(mark))) + 1;
  const rest = names.map((name) => name.slice(end));
  return rest.every((name) => /^\p{L}/u.test(name)) ? rest : [...names];
}
