import { CamscopeError, type MaskRuns } from '@camscope/core';

/** The characters '0' to 'o' stand for 6 bits: 5 of the number, lowest first, and whether more follow. */
const FIRST_CHARACTER = 48;
const MORE = 0x20;
const SIGN = 0x10;

/**
 * Run lengths as the COCO tools compress them: each, from the fourth on less the one two before it, as a signed
 * number in groups of 5 bits.
 */
export function encodeRunString({ runs }: MaskRuns): string {
  let text = '';
  for (let i = 0; i < runs.length; i++) {
    let rest = i > 2 ? runs[i] - runs[i - 2] : runs[i];
    for (let more = true; more;) {
      const bits = rest & 0x1f;
      rest >>= 5;
      more = rest !== (bits & SIGN ? -1 : 0);
      text += String.fromCharCode(FIRST_CHARACTER + (more ? bits | MORE : bits));
    }
  }
  return text;
}

/**
 * Run lengths from the compressed string of the COCO tools.
 * @throws CamscopeError DATA_INVALID for a character that does not occur in such strings, a number that is cut
 * short, or runs that do not add up to width × height.
 */
export function decodeRunString(text: string, width: number, height: number): MaskRuns {
  const runs: number[] = [];
  let value = 0;
  let shift = 0;
  let total = 0;
  for (let at = 0; at < text.length; at++) {
    const bits = text.charCodeAt(at) - FIRST_CHARACTER;
    if (!(bits >= 0 && bits < 64) || shift > 30) throw malformed(text, `'${text[at]}' at position ${at}`);
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits & MORE) continue;
    if (bits & SIGN && shift < 32) value |= -1 << shift;
    const run = runs.length > 2 ? value + runs[runs.length - 2] : value;
    if (run < 0) throw malformed(text, `a run of ${run}`);
    total += run;
    runs.push(run);
    value = shift = 0;
  }
  if (shift > 0) throw malformed(text, 'an end within a number');
  if (total !== width * height)
    throw malformed(text, `${total} pixels, but ${width} × ${height} is ${width * height}`);
  return { width, height, runs };
}

function malformed(text: string, found: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Not the compressed run lengths of the COCO tools', {
    asked: text.length > 40 ? `${text.slice(0, 40)}…` : text,
    found,
  });
}
