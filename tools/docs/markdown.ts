/** A table; Prettier aligns its columns. */
export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function linkTo(label: string, url: string): string {
  return `[${escaped(label)}](${url})`;
}

/** Text in which nothing is an HTML tag or emphasis. */
export function escaped(text: string): string {
  return text.replace(/[<>*_[\]]/g, '\\$&');
}

/** An identifier as part of a URL, which must not end the link that it is in. */
export function inUrl(identifier: string): string {
  return encodeURI(identifier).replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
}
