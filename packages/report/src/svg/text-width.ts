/** Advance widths of Helvetica, in thousandths of the font size, for the characters 32 to 126. */
// prettier-ignore
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
  556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/** The same of Helvetica Bold. */
// prettier-ignore
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
  611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/** Of what reports say besides, in both. */
const MARKS: Readonly<Record<string, number>> = {
  ...{ '\u00a0': 278, '\u202f': 278, '·': 278, '‘': 222, '’': 278, '“': 333, '”': 333 },
  ...{ '–': 556, '—': 1000, '…': 1000, '−': 584, '±': 584, '×': 584, '≤': 549, '≥': 549, '≳': 584 },
  ...{ '↑': 1000, '↓': 1000, '→': 1000 },
};
/** Of other alphabets, and of scripts whose characters are square. */
const OTHER = 600;
const SQUARE = 1000;

/** Width of a line of text in pixels, as Helvetica and its metric twins (Arial, Liberation Sans) set it. */
export function textWidth(text: string, size: number, bold = false): number {
  const table = bold ? BOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    thousandths += MARKS[character] ?? table[code - 32] ?? (code >= 0x1100 ? wide(code) : OTHER);
  }
  return (thousandths * size) / 1000;
}

/** The text, or as much of its beginning as fits into so many pixels, and an ellipsis. */
export function fit(text: string, width: number, size: number, bold = false): string {
  const widthOf = (part: string) => textWidth(part, size, bold);
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  const ellipsis = widthOf('…');
  let used = 0;
  const end = characters.findIndex((character) => (used += widthOf(character)) + ellipsis > width);
  return `${characters.slice(0, Math.max(1, end)).join('').trimEnd()}…`;
}

function wide(code: number): number {
  return (code >= 0x2000 && code < 0x2e80) || (code >= 0xfb00 && code < 0xfe30) ? OTHER : SQUARE;
}
