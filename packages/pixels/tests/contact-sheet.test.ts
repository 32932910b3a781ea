import type { Raster } from '@camscope/core';
import { describe, expect, it } from 'vitest';
import {
  colourTable,
  contactSheet,
  drawText,
  PANEL,
  panelAt,
  panelOf,
  sheetSize,
  textWidth,
} from '../src/index.ts';
import { GLYPHS } from '../src/draw/glyphs.ts';
import { clipText, wrapText } from '../src/draw/text.ts';

function blank(width: number, height: number): Raster {
  return { width, height, channels: 3, data: new Uint8Array(3 * width * height).fill(255), white: 255 };
}

/** A part of an RGB raster: `#` where it is dark. */
function inked({ width, data }: Raster, x: number, y: number, columns: number, rows: number): string[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      data[3 * ((y + row) * width + x + column)] < 128 ? '#' : '.',
    ).join(''),
  );
}

const written = (text: string, scale = 1) => {
  const raster = blank(textWidth(text, scale) + 2, 8 * scale + 2);
  drawText(raster, text, { x: 1, y: 1, scale, colour: [0, 0, 0] });
  return inked(raster, 1, 1, raster.width - 2, 8 * scale);
};

describe('text', () => {
  it('is drawn letter beside letter, at any scale', () => {
    const pixels = [
      '..........#......',
      '.........##......',
      '###.......#...###',
      '#..#......#..#..#',
      '#..#......#..#..#',
      '###.......#...###',
      '#........###....#',
      '#............###.',
    ];
    expect(written('p 1g')).toEqual(pixels);
    const twice = pixels.flatMap((row) => Array<string>(2).fill(row.replace(/./g, '$&$&')));
    expect(written('p 1g', 2)).toEqual(twice);
  });

  it('has a character of its own for all of ASCII, a box for what it has not, and leaves accents out', () => {
    const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
    const drawn = new Set([...ascii, '□'].map((character) => written(character).join('\n')));
    expect(drawn.size).toBe(95);
    for (const one of drawn) expect(one).toContain('#');
    expect(written('é')).toEqual(written('e'));
    expect(written('肺')).toEqual(written('□'));
    for (const [characters, ...rows] of GLYPHS)
      for (const row of rows) expect(row.split(' ')).toHaveLength([...characters].length);
  });

  it('is clipped in its middle, and broken where words end', () => {
    const width = textWidth('00013111…036.png', 2);
    expect(clipText('00013111_000036.png', width, 2)).toBe('00013111…036.png');
    expect(clipText('short.png', width, 2)).toBe('short.png');
    expect(wrapText('Pleural Thickening', textWidth('Pleural Thick', 2), 2, 3)).toEqual([
      'Pleural ',
      'Thickening',
    ]);
    expect(wrapText('a'.repeat(30), textWidth('a'.repeat(12), 1), 1, 2)).toEqual([
      'a'.repeat(12),
      'aaaaa…aaaaa',
    ]);
  });
});

describe('a contact sheet', () => {
  const picture: Raster = {
    width: 4,
    height: 2,
    channels: 3,
    data: Uint8Array.from({ length: 24 }, (_, i) => 10 * i),
    white: 255,
  };
  const panel = panelOf(picture);
  const sheet = contactSheet({
    title: ['Network', 'layer4'],
    columns: [
      { heading: 'radiograph', lines: [] },
      { heading: 'GC', lines: ['grad-cam'] },
    ],
    rows: [
      { lines: ['a'], panels: [{ picture: panel }, { note: 'no map' }] },
      { lines: ['b', 'Mass'], panels: [{ picture: panel, note: 'blank' }, { picture: panel }] },
    ],
    colourMap: 'viridis',
    legend: 'heat',
  });
  const cut = (x: number, y: number, width: number, height: number) =>
    Array.from({ length: height }, (_, row) => {
      const from = 3 * ((y + row) * sheet.width + x);
      return [...sheet.data.subarray(from, from + 3 * width)];
    }).flat();

  it('has every picture in its place, in its own shape', () => {
    expect(sheet).toMatchObject({ ...sheetSize(2, 2), channels: 3 });
    expect(panel).toMatchObject({ width: PANEL, height: PANEL / 2 });
    for (const [row, column] of [
      [0, 0],
      [1, 0],
      [1, 1],
    ]) {
      const { x, y } = panelAt(row, column);
      expect(cut(x, y + PANEL / 4, PANEL, PANEL / 2).join()).toBe(panel.data.join());
      expect(new Set(cut(x, y, PANEL, PANEL / 4))).toEqual(new Set([255]));
    }
    const { x, y } = panelAt(0, 1);
    expect(new Set(cut(x, y, PANEL, PANEL))).toEqual(new Set([228, 231]));
  });

  it('names rows and columns, and says what panels lack', () => {
    const ink = (text: string, scale: number) =>
      written(text, scale).map((row) => row.replace(/^\.+|\.+$/g, ''));
    const found = (text: string, scale: number, x: number, y: number) =>
      inked(sheet, x, y, textWidth(text, scale), 8 * scale).map((row) => row.replace(/^\.+|\.+$/g, ''));
    const first = panelAt(0, 0);
    const second = panelAt(1, 1);
    for (const [text, scale, x, y] of [
      ['Network', 3, 16, 16],
      ['layer4', 2, 16, 46],
      ['radiograph', 4, first.x, 16],
      ['GC', 4, second.x, 16],
      ['grad-cam', 2, second.x, 56],
      ['a', 3, 16, first.y],
      ['Mass', 3, 16, second.y + 30],
      ['no map', 2, second.x, first.y + PANEL + 2],
      ['blank', 2, first.x, second.y + PANEL + 2],
      ['heat', 3, second.x, panelAt(2, 0).y],
    ] as const)
      expect(found(text, scale, x, y), text).toEqual(ink(text, scale));
  });

  it('has a bar of the colours, from 0 to 1', () => {
    const { x, y } = panelAt(2, 0);
    const table = colourTable('viridis');
    expect(cut(x, y, PANEL, 1)).toEqual([...table]);
  });
});
