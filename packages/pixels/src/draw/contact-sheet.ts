import type { Raster } from '@camscope/core';
import { colourIndex, colourTable, type ColourMapName } from '../colour/colour-map.ts';
import { resizeRaster } from '../resample/resize.ts';
import type { Size } from '../size.ts';
import { fillBox, type Colour } from './fill.ts';
import { clipText, drawText, lineHeight, textWidth, wrapText } from './text.ts';

export interface SheetColumn {
  /** In larger letters. */
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface SheetPanel {
  /** As `panelOf` makes it; absent where there is nothing to show. */
  readonly picture?: Raster;
  /** Below it. */
  readonly note?: string;
}

export interface SheetRow {
  readonly lines: readonly string[];
  /** One for each column. */
  readonly panels: readonly SheetPanel[];
}

export interface ContactSheet {
  /** What all panels have in common: a name, and lines in smaller letters. */
  readonly title: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  readonly colourMap: ColourMapName;
  /** What the colours mean. */
  readonly legend: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels of the square that a picture is fitted into. */
export const PANEL = 256;
const GAP = 8;
const MARGIN = 16;
const NAMES = 248;
/** Scales of letters: legible where a wide sheet is shown whole, too. */
const SMALL = 2;
const MEDIUM = 3;
const LARGE = 4;
const HEADER = lineHeight(LARGE) + 2 * lineHeight(SMALL) + GAP;
const NOTE = lineHeight(SMALL) + GAP;
const STEP = { x: PANEL + GAP, y: PANEL + NOTE };
const LEGEND_LINES = 4;
const FOOTER = LEGEND_LINES * lineHeight(MEDIUM);

const INK: Colour = [24, 24, 27];
const FAINT: Colour = [228, 228, 231];

/** Where the panel of a row and column is, its left and top in pixels of the sheet. */
export function panelAt(row: number, column: number): Point {
  return { x: MARGIN + NAMES + 2 * GAP + column * STEP.x, y: MARGIN + HEADER + row * STEP.y };
}

/** The size of a sheet of so many rows and columns. */
export function sheetSize(rows: number, columns: number): Size {
  const { x, y } = panelAt(rows, columns);
  return { width: x - GAP + MARGIN, height: y + FOOTER + MARGIN };
}

/** An 8-bit picture as large as fits a panel; it keeps its shape. */
export function panelOf(picture: Raster): Raster {
  const scale = PANEL / Math.max(picture.width, picture.height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return resizeRaster(picture, side(picture.width), side(picture.height));
}

/** Pictures in rows and columns, which are named, with a bar of the colours: 8-bit RGB. */
export function contactSheet({ title, columns, rows, colourMap, legend }: ContactSheet): Raster {
  const size = sheetSize(rows.length, columns.length);
  const data = new Uint8Array(3 * size.width * size.height).fill(255);
  const sheet: Raster = { ...size, channels: 3, data, white: 255 };
  const [name = '', ...rest] = title;
  const named = wrapText(name, NAMES, MEDIUM, 2);
  drawLines(sheet, named, { x: MARGIN, y: MARGIN, scale: MEDIUM });
  const under = MARGIN + named.length * lineHeight(MEDIUM);
  drawLines(sheet, clipped(rest, NAMES), { x: MARGIN, y: under, scale: SMALL });
  columns.forEach(({ heading, lines }, column) => {
    const { x } = panelAt(0, column);
    drawLines(sheet, [clipText(heading, PANEL, LARGE)], { x, y: MARGIN, scale: LARGE });
    drawLines(sheet, clipped(lines, PANEL), { x, y: MARGIN + lineHeight(LARGE), scale: SMALL });
  });
  rows.forEach(({ lines, panels }, row) => {
    const wrapped = lines.flatMap((line) => wrapText(line, NAMES, MEDIUM, 3));
    drawLines(sheet, wrapped, { x: MARGIN, y: panelAt(row, 0).y, scale: MEDIUM });
    panels.forEach(({ picture, note = '' }, column) => {
      const { x, y } = panelAt(row, column);
      if (picture) paste(sheet, picture, x, y);
      else fillBox(sheet, { x0: x, y0: y, x1: x + PANEL, y1: y + PANEL }, FAINT);
      drawLines(sheet, clipped([note], PANEL), { x, y: y + PANEL + SMALL, scale: SMALL });
    });
  });
  drawColours(sheet, colourMap, panelAt(rows.length, 0));
  const { x, y } = panelAt(rows.length, 1);
  const words = wrapText(legend, size.width - x - MARGIN, MEDIUM, LEGEND_LINES);
  drawLines(sheet, words, { x, y, scale: MEDIUM });
  return sheet;
}

/** A bar of the colours of 0 to 1. */
function drawColours(sheet: Raster, colourMap: ColourMapName, { x, y }: Point): void {
  const table = colourTable(colourMap);
  for (let i = 0; i < PANEL; i++) {
    const [red, green, blue] = table.subarray(3 * colourIndex(i / (PANEL - 1)));
    fillBox(sheet, { x0: x + i, y0: y, x1: x + i + 1, y1: y + lineHeight(SMALL) }, [red, green, blue]);
  }
  const below = { y: y + lineHeight(SMALL) + SMALL, scale: SMALL };
  drawLines(sheet, ['0'], { x, ...below });
  drawLines(sheet, ['1'], { x: x + PANEL - textWidth('1', SMALL), ...below });
}

function drawLines(
  sheet: Raster,
  lines: readonly string[],
  { x, y, scale }: Point & { readonly scale: number },
): void {
  lines.forEach((line, i) => drawText(sheet, line, { x, y: y + i * lineHeight(scale), scale, colour: INK }));
}

function clipped(lines: readonly string[], width: number): string[] {
  return lines.map((line) => clipText(line, width, SMALL));
}

/** In the middle of its panel. */
function paste(sheet: Raster, { width, height, channels, data }: Raster, left: number, top: number): void {
  const x0 = left + Math.floor((PANEL - width) / 2);
  const y0 = top + Math.floor((PANEL - height) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = channels * (y * width + x);
      const to = 3 * ((y0 + y) * sheet.width + x0 + x);
      for (let channel = 0; channel < 3; channel++)
        sheet.data[to + channel] = data[from + (channels === 3 ? channel : 0)];
    }
  }
}
