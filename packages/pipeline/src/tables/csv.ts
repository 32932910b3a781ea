import type { Field } from './column.ts';
import { neutral } from './formula.ts';

/** One line of a CSV file, fields quoted where RFC 4180 demands it; null and undefined are empty, text is no formula. */
export function csvLine(fields: readonly Field[]): string {
  return `${fields.map(cell).join(',')}\n`;
}

function cell(field: Field): string {
  const text = typeof field === 'string' ? neutral(field) : String(field ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
