/** A word of bash that stands for `text`, whatever it holds. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(' ');
}
