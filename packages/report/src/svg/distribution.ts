import { markup, type Markup } from '../text/markup.ts';
import { density } from './density.ts';
import { dots, path, px, type Panel } from './panel.ts';
import type { Scale } from './scale.ts';
import { valueRows, type Quartiles, type ValueRow, type ValueRowsOptions } from './value-rows.ts';

export type DistributionRow = ValueRow;

export interface DistributionOptions extends ValueRowsOptions<DistributionRow> {
  /** Of more values, so many evenly spaced in order of size are drawn as points. */
  readonly maxPoints: number;
}

/** Of a row: the density's height, and the strip in which points lie. */
const HILL = 14;
const STRIP = 6;

/** Distributions one below the other: density above, quartiles and median on the line, every case as a point below. */
export function distributions({ maxPoints, ...options }: DistributionOptions): Panel {
  return valueRows(options, {
    ...{ height: 26, gap: 9, line: HILL + 4, foot: 1, margins: [8, 10] },
    draw: (_, sorted, quartiles, x, line) => drawHill(sorted, quartiles, x, line, maxPoints),
  });
}

function drawHill(
  sorted: Float64Array,
  [low, median, high]: Quartiles,
  x: Scale,
  base: number,
  maxPoints: number,
): Markup[] {
  const hill = density(sorted, x.domain);
  const peak = Math.max(...hill.map(([, height]) => height));
  const outline = hill.map(([value, height]) => [x(value), base - (HILL * height) / peak] as const);
  const last = [x(x.domain[1]), base] as const;
  return [
    markup`<path class="body" stroke-width=".7" d="${path([[x(x.domain[0]), base], ...outline, last], true)}"/>`,
    dots(strip(sorted, x, base + 1.5, maxPoints), 1.7, 0.55),
    markup`<path class="line" stroke-width="2.4" d="M${px(x(low))} ${px(base)}H${px(x(high))}"/>`,
    markup`<circle class="hollow" stroke-width="1.3" cx="${px(x(median))}" cy="${px(base)}" r="2.3"/>`,
  ];
}

/** Points below the line, spread by a low-discrepancy sequence so that no two fall together by chance. */
function strip(sorted: Float64Array, x: Scale, top: number, max: number): [number, number][] {
  const n = Math.min(max, sorted.length);
  return Array.from({ length: n }, (_, i) => {
    const value = sorted[n === 1 ? 0 : Math.round((i * (sorted.length - 1)) / (n - 1))];
    return [x(value), top + STRIP * ((i * 0.618033988749895) % 1)];
  });
}
