/** One line of a table, by the names of its columns. */
export type Line = Readonly<Record<string, string>>;

/** The lines of a CSV file, RFC 4180. Written apart from the reader of runs, for what is recomputed here is to share nothing with it. */
export function linesOf(text: string): Line[] {
  const [header = [], ...cells] = cellsOf(text);
  return cells.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i] ?? ''])));
}

function cellsOf(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (line.length > 1 || line[0] !== '') lines.push(line);
    line = [];
  }
  return lines;
}

/** A cell as a number; NaN where it is empty. */
export const numberIn = (cell: string): number => (cell === '' ? NaN : Number(cell));
