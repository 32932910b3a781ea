import { markup, type Markup } from '../text/markup.ts';
import { dots, px, type Panel } from './panel.ts';
import type { Scale } from './scale.ts';
import { valueRows, type Quartiles, type ValueRow, type ValueRowsOptions } from './value-rows.ts';

export interface BoxPlotRow extends ValueRow {
  /** Stands on fewer cases than the others: its box is not filled. */
  readonly few?: boolean;
}

export type BoxPlotOptions = ValueRowsOptions<BoxPlotRow>;

/** Half the height of a box, in pixels. */
const HALF = 4.5;

/** Boxes one below the other: quartiles, the median, whiskers to the last value within 1.5 box lengths, dots beyond. */
export function boxPlot(options: BoxPlotOptions): Panel {
  return valueRows(options, { height: 15, gap: 6, line: 7.5, foot: 3.8, margins: [6, 8], ticks: 3, draw });
}

function draw(
  { few }: BoxPlotRow,
  sorted: Float64Array,
  [low, median, high]: Quartiles,
  x: Scale,
  y: number,
): Markup[] {
  const reach = 1.5 * (high - low);
  const within = sorted.filter((value) => value >= low - reach && value <= high + reach);
  const beyond = sorted.filter((value) => value < low - reach || value > high + reach);
  const [first, last] = [within[0], within[within.length - 1]];
  const whiskers = `M${px(x(first))} ${px(y)}H${px(x(low))}M${px(x(high))} ${px(y)}H${px(x(last))}`;
  return [
    markup`<path class="line" stroke-width="1" d="${whiskers}"/>`,
    markup`<rect class="${few ? 'hollow' : 'body'}" stroke-width="1" x="${px(x(low))}" y="${px(y - HALF)}" width="${px(x(high) - x(low))}" height="${2 * HALF}"/>`,
    markup`<path class="line" stroke-width="2.2" d="M${px(x(median))} ${px(y - HALF)}v${2 * HALF}"/>`,
    dots(
      Array.from(beyond, (value) => [x(value), y]),
      2.2,
      0.8,
    ),
  ];
}
