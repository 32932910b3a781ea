import { writeFileSync } from 'node:fs';
import { matrix } from '@camscope/cli';
import prettier from 'prettier';

/** By method and family. */
export type Table = Record<string, Record<string, string>>;

const FILE = new URL('../../packages/plugins/src/matrix.ts', import.meta.url);

/** The matrix as it is written: signs, and the sentences of refusals, of these methods alone. */
export function written(ids: readonly string[]): { readonly cells: Table; readonly refusals: Table } {
  return {
    cells: Object.fromEntries(ids.map((id) => [id, { ...matrix.cells[id] }])),
    refusals: Object.fromEntries(ids.map((id) => [id, sentencesOf(id)])),
  };
}

/** Why a method refuses families, by family. */
function sentencesOf(id: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(matrix.refusals).flatMap(([why, by]) => (by[id] ?? []).map((family) => [family, why])),
  );
}

export async function write(families: readonly string[], cells: Table, refusals: Table): Promise<void> {
  const options = await prettier.resolveConfig(FILE);
  const text = await prettier.format(textOf(families, cells, refusals), { ...options, parser: 'typescript' });
  writeFileSync(FILE, text);
}

function textOf(families: readonly string[], cells: Table, refusals: Table): string {
  const rows = Object.fromEntries(
    Object.entries(cells).map(([id, row]) => [id, families.map((family) => row[family] ?? '...').join(' ')]),
  );
  const sentences: Table = {};
  for (const [id, row] of Object.entries(refusals))
    for (const why of new Set(Object.values(row)))
      (sentences[why] ??= {})[id] = families.filter((family) => row[family] === why).join(' ');
  return [
    '// Written by tools/matrix/make.ts.',
    '/** Families of networks, in the order of the cells. */',
    `export const families = ${JSON.stringify(families)};`,
    '/** By method: a cell for each family, in it a character for each provider. */',
    `export const rows: Readonly<Record<string, string>> = ${JSON.stringify(rows)};`,
    '/** By sentence and method: the families whose networks it refuses, in one text. */',
    `export const refusals: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(sentences)};`,
  ]
    .join('\n\n')
    .replaceAll('*/\n\n', '*/\n');
}
