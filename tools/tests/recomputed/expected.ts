/** What a number is to be: itself, or an end of an interval that other draws would put near it. */
export type Expected =
  string | number | null | readonly string[] | { readonly near: number; readonly within: number };
export type Recomputed = Readonly<Record<string, Expected>>;
