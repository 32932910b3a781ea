import { fileOf, tables, type Table } from '@camscope/pipeline';
import { code, escaped, tableOf } from '../markdown.ts';

/** Every table that a run may write, in a line each. */
export function resultsSection(): string {
  const rows = tables.map((table) => [code(fileOf(table)), table.meaning, table.key.map(code).join(', ')]);
  return tableOf(['table', 'has', 'key'], rows);
}

/** Every column of every table. */
export function tablesSection(): string {
  return tables.map(columnsOf).join('\n\n');
}

function columnsOf(table: Table): string {
  const rows = Object.entries(table.columns).map(([name, { type, meaning }]) => [
    code(name),
    type,
    meaning.includes('`') ? meaning : escaped(meaning),
  ]);
  return `### ${fileOf(table)}\n\n${capital(table.meaning)}.\n\n${tableOf(['column', 'type', 'meaning'], rows)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
