const TIME = String.raw`\d+(?:\.\d+)? (?:ms|s|min|h)\b`;
const SIZE = String.raw`\d+(?:\.\d+)? [kMG]?B\b`;
/** Times and sizes of files, which differ from run to run: `3 min 20 s`, `5.3 kB`. */
const AMOUNT = `(?:${TIME}(?: ${TIME})*|${SIZE})`;
/** A line of `…` alone, with its end; `…`; an amount; spaces; any other character. */
const PARTS = new RegExp(String.raw`(?<=^|\n) *…(?:\n|$)|…|${AMOUNT}| *\n| +|[^]`, 'g');

/**
 * Whether a text is what a page shows. `…` stands for anything within a line and, alone in its line, for any lines; an amount for
 * any, and spaces for as many as there are.
 */
export function isShown(text: string, shown: string): boolean {
  const pattern = shown.trim().replace(PARTS, patternOf);
  return new RegExp(`^${pattern}$`).test(text.trim());
}

function patternOf(part: string): string {
  if (part === '…') return '.*';
  if (part.includes('…')) return '(?:.*(?:\\n|$))*';
  if (part.trim() === '') return part.endsWith('\n') ? ' *\\n' : ' +';
  return part.length > 1 ? AMOUNT : part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
