/** What a spreadsheet would take for a formula, and what was made neutral before. */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRAL = /^'+[=+\-@\t\r]/;

/** Text for a cell of a CSV file, with an apostrophe before what a spreadsheet would run (OWASP, CSV injection). */
export function neutral(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that was made neutral: exact both ways. */
export function meantBy(cell: string): string {
  return cell.startsWith("'") && NEUTRAL.test(cell) ? cell.slice(1) : cell;
}
