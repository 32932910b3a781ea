import type { Field } from './column.ts';

/** One line of a CSV file, fields quoted where RFC 4180 demands it; null and undefined are empty. */
export function csvLine(fields: readonly Field[]): string {
  return `${fields.map((field) => quoted(String(field ?? ''))).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
