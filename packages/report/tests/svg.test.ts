import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cdDiagram, curves, distributions, forest, heatMatrix, scatter, svgFile } from '../src/index.ts';
import { density } from '../src/svg/density.ts';
import { DARK, LIGHT } from '../src/svg/palette.ts';
import { rampClass } from '../src/svg/ramp.ts';
import { linear, roundDomain, tickLabels, ticks } from '../src/svg/scale.ts';
import { fit, textWidth } from '../src/svg/text-width.ts';

describe('scales', () => {
  test('ticks are round', () => {
    expect(ticks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks([0.13, 0.58], 4)).toEqual([0.2, 0.3, 0.4, 0.5]);
    expect(tickLabels([-0.5, 0, 0.5])).toEqual(['−0.5', '0.0', '0.5']);
    expect(roundDomain([0.13, 0.58])).toEqual([0.1, 0.6]);
    expect(roundDomain([])).toEqual([0, 1]);
  });

  test('a domain without extent maps to the middle', () => {
    expect(linear([2, 2], [0, 10])(2)).toBe(5);
    expect(linear([0, 4], [10, 0])(1)).toBe(7.5);
  });

  test('ticks lie in any domain', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, extent) => {
        const high = low + extent;
        const found = ticks([low, high], 5);
        expect(found.length).toBeLessThanOrEqual(11);
        for (const tick of found) {
          expect(tick).toBeGreaterThanOrEqual(low - extent * 1e-6);
          expect(tick).toBeLessThanOrEqual(high + extent * 1e-6);
        }
      }),
    );
  });
});

describe('text', () => {
  test('is as wide as Helvetica sets it', () => {
    // AFM of Helvetica: H 722, e 556, l 222 twice, o 556.
    expect(textWidth('Hello', 1000)).toBe(722 + 556 + 222 + 222 + 556);
  });

  test('is shortened to what fits', () => {
    expect(fit('Hello', 1000, 10)).toBe('Hello');
    const short = fit('a very long name of a method', 80, 11);
    expect(short).toMatch(/^a very.*…$/);
    expect(textWidth(short, 11)).toBeLessThanOrEqual(80);
  });
});

test('densities have an area of 1 within their domain, mirrored at its ends', () => {
  for (const values of [[0, 0, 0, 0.1], [0.2, 0.4, 0.5, 0.9], [1, 1, 1], [0.5]]) {
    const hill = density(Float64Array.from(values).sort(), [0, 1]);
    let area = 0;
    for (let i = 1; i < hill.length; i++)
      area += ((hill[i][1] + hill[i - 1][1]) / 2) * (hill[i][0] - hill[i - 1][0]);
    // The trapezoid rule on 49 points is coarse for the narrowest kernel, a hundredth of the domain.
    expect(Math.abs(area - 1)).toBeLessThan(0.06);
  }
});

test('every hue stands out against its paper: 3 to 1', () => {
  for (const theme of [LIGHT, DARK]) {
    for (const hue of theme.hues) expect(contrast(hue, theme.paper)).toBeGreaterThanOrEqual(3);
    for (const text of [theme.ink, theme.muted])
      expect(contrast(text, theme.band)).toBeGreaterThanOrEqual(4.5);
  }
});

test('ramps: one-way from the low end, two-way around zero', () => {
  expect([0, 0.5, 1, 7].map((value) => rampClass(value, [0, 1]))).toEqual(['q0', 'q16', 'q32', 'q32']);
  expect([-1, 0, 1].map((value) => rampClass(value, [-1, 1]))).toEqual(['d0', 'd16', 'd32']);
});

describe('plots', () => {
  const description = 'a plot';
  test('a forest puts values where the axis says', () => {
    const mark = {
      value: 0.5,
      low: 0.25,
      high: 0.75,
      colour: 'hue-0',
      symbol: 'circle',
      tooltip: 'x',
    } as const;
    const { body } = forest({
      ...{ description, width: 318, labelWidth: 100, domain: [0, 1], axisTitle: 'IoU' },
      rows: [{ label: 'A <b>', marks: [mark] }],
    });
    // The axis runs from 108 to 308.
    expect(body.toString()).toContain('M158 12.5H258');
    expect(body.toString()).toContain('translate(208 12.5)');
    expect(body.toString()).toContain('A &#60;b&#62;');
  });

  test('a triangle has a cell for every pair, the diagonal muted, and marks those that stand on few', () => {
    const names = ['a', 'b', 'c', 'd'];
    const { body } = heatMatrix({
      ...{ description, rows: names, columns: names, domain: [0, 1], triangle: true },
      value: (row, column) => (row === 3 && column === 0 ? null : (row + column) / 10),
      tooltip: (row, column) => `${names[row]}${names[column]}`,
      few: (row) => row === 2,
    });
    const titles = [...body.toString().matchAll(/<title>(\w\w)<\/title>/g)].map(([, name]) => name);
    expect(titles).toEqual(['aa', 'ba', 'bb', 'ca', 'cb', 'cc', 'da', 'db', 'dc', 'dd']);
    expect(body.toString()).toContain('>0.10</text>');
    // 0.2 and 0.3 stand in the row of few, without colour.
    for (const text of ['0\\.20', '0\\.30'])
      expect(body.toString()).toMatch(new RegExp(`class="muted small">${text}</text>`));
    expect(body.toString()).toMatch(/class="muted small">0\.40<\/text>/);
    expect(body.toString()).toContain('>–</text>');
  });

  test('a critical-difference diagram: best half on the left, cliques as bars', () => {
    const entries = [1.5, 2, 2.5].map((rank, i) => ({ name: `m${i}`, rank }));
    const { body } = cdDiagram(
      { criticalDifference: 0.6, entries, cliques: [{ from: 0, to: 1 }] },
      { description, width: 424, labelWidth: 100 },
    );
    // Ranks 1 to 3 run from 112 to 312: 1.5 is at 162, 2 at 212.
    expect(body.toString()).toContain('M159 57H215');
    expect(body.toString()).toContain('>m2 (2.50)</text>');
    expect(body.toString()).toContain('CD = 0.60');
  });

  test('curves, scatter and distributions make a well-formed file', () => {
    const axes = { x: { title: 'x', domain: [0, 1] as const }, y: { title: 'y', domain: [0, 1] as const } };
    const size = { description, width: 200, height: 180 };
    const panels = [
      curves({
        ...size,
        ...axes,
        lines: [
          {
            name: '<l>',
            points: [
              [0, 1],
              [1, 0],
            ],
            colour: 'hue-1',
            dash: '2 2',
          },
        ],
      }),
      scatter({ ...size, ...axes, title: 'S & T', points: [[0.5, 0.5]], note: 'ρ' }),
      distributions({
        ...{ description, width: 200, labelWidth: 60, domain: [0, 1], axisTitle: 'IoU', maxPoints: 10 },
        rows: [
          { label: 'a', values: [0, 0.2, 0.9], colour: 'hue-0' },
          { label: 'none', values: [], colour: 'hue-1' },
        ],
      }),
    ];
    const svg = svgFile({ name: 'f', title: 'F <', panels, columns: 2 });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain('M42 8L192 146');
    const opened = [...svg.matchAll(/<([a-z]+)[^>]*?(\/?)>/g)].filter(([, , closed]) => !closed).length;
    expect([...svg.matchAll(/<\/[a-z]+>/g)].length).toBe(opened);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

/** Of WCAG 2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [low, high] = [a, b].map(luminance).sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
