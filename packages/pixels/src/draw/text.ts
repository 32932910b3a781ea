import type { Raster } from '@camscope/core';
import type { Size } from '../size.ts';
import { GLYPHS } from './glyphs.ts';
import { fillBox, type Colour } from './fill.ts';

/** Rows of a line of text, the space to the next one included, in pixels of the letters. */
const LINE = 10;
const SPACE = 3;

/** Rows of a character, in each of which `true` is ink. */
type Glyph = readonly (readonly boolean[])[];

const glyphs = new Map<string, Glyph>();

/** The height of a line of text whose letters have pixels of `scale` pixels. */
export function lineHeight(scale: number): number {
  return LINE * scale;
}

/** The width of a text in one line. */
export function textWidth(text: string, scale: number): number {
  return scale * Math.max(0, [...plain(text)].reduce((sum, letter) => sum + advance(letter), 0) - 1);
}

/** A text with its middle left out where it is wider than `width`: names differ at their ends. */
export function clipText(text: string, width: number, scale: number): string {
  if (textWidth(text, scale) <= width) return text;
  const letters = [...text];
  for (let kept = letters.length - 1; kept > 0; kept--) {
    const before = Math.ceil(kept / 2);
    const clipped = [...letters.slice(0, before), '…', ...letters.slice(letters.length - kept + before)].join(
      '',
    );
    if (textWidth(clipped, scale) <= width) return clipped;
  }
  return '…';
}

/** A text in lines of at most `width`, broken after a space, a hyphen or the like, or else anywhere; the last is clipped. */
export function wrapText(text: string, width: number, scale: number, most: number): string[] {
  if (most <= 1 || textWidth(text, scale) <= width) return [clipText(text, width, scale)];
  const letters = [...text];
  let fits = 1;
  while (textWidth(letters.slice(0, fits + 1).join(''), scale) <= width) fits++;
  const part = /^.*[\s_.@/-]/su.exec(letters.slice(0, fits).join(''))?.[0] ?? '';
  const first = [...part].length > fits / 2 ? part : letters.slice(0, fits).join('');
  return [first, ...wrapText(text.slice(first.length).trimStart(), width, scale, most - 1)];
}

/**
 * Draws a line of text into an 8-bit RGB raster, its top left corner at (x, y), in letters of the renderer's own: ASCII, accents left
 * out, and a box for what it does not have. What lies outside is not drawn.
 * @throws CamscopeError INTERNAL for any other raster.
 */
export function drawText(
  raster: Raster,
  text: string,
  {
    x,
    y,
    scale,
    colour,
  }: { readonly x: number; readonly y: number; readonly scale: number; readonly colour: Colour },
): Size {
  let at = x;
  for (const letter of plain(text)) {
    glyphOf(letter)?.forEach((row, i) =>
      row.forEach((isInk, j) => {
        const [left, top] = [at + j * scale, y + i * scale];
        if (isInk) fillBox(raster, { x0: left, y0: top, x1: left + scale, y1: top + scale }, colour);
      }),
    );
    at += scale * advance(letter);
  }
  return { width: textWidth(text, scale), height: lineHeight(scale) };
}

/** Letters without their accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s/g, ' ');
}

function advance(letter: string): number {
  return (glyphOf(letter)?.[0].length ?? SPACE) + 1;
}

/** None of a space. */
function glyphOf(letter: string): Glyph | undefined {
  if (glyphs.size === 0) readGlyphs();
  return letter === ' ' ? undefined : (glyphs.get(letter) ?? glyphs.get('□'));
}

function readGlyphs(): void {
  for (const [characters, ...rows] of GLYPHS) {
    const cells = rows.map((row) => row.split(' '));
    [...characters].forEach((character, i) =>
      glyphs.set(
        character,
        cells.map((row) => [...row[i]].map((pixel) => pixel === '#')),
      ),
    );
  }
}
