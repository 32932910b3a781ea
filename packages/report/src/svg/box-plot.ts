import { join, markup, type Markup } from '../text/markup.ts';
import { xAxis } from './axis.ts';
import { dots, group, label, panelTitle, px, TITLE_HEIGHT, type Panel } from './panel.ts';
import { quantile } from './quantile.ts';
import { linear, type Scale } from './scale.ts';

export interface BoxPlotRow {
  readonly label: string;
  /** In full, for the tooltip. */
  readonly name: string;
  readonly values: ArrayLike<number>;
  /** Class of its colour. */
  readonly colour: string;
  /** Stands on fewer cases than the others: its box is not filled. */
  readonly few?: boolean;
  readonly apart?: boolean;
}

export interface BoxPlotOptions {
  readonly title?: string;
  readonly description: string;
  readonly width: number;
  readonly labelWidth: number;
  readonly rows: readonly BoxPlotRow[];
  readonly domain: readonly [number, number];
  readonly axisTitle: string;
}

const ROW = 15;
const HALF = 4.5;
const APART = 6;

/** Boxes one below the other: quartiles, the median, whiskers to the last value within 1.5 box lengths, dots beyond. */
export function boxPlot(options: BoxPlotOptions): Panel {
  const { width, labelWidth, rows, domain, title } = options;
  const top = title === undefined ? 4 : TITLE_HEIGHT;
  const x = linear(domain, [labelWidth + 6, width - 8]);
  let y = top;
  const drawn = rows.map((row, i) => {
    if (row.apart && i > 0) y += APART;
    const middle = y + ROW / 2;
    y += ROW;
    return join([
      label(row.label, { x: labelWidth, y: middle + 3.8, anchor: 'end' }, labelWidth),
      group(row.colour, drawRow(row, x, middle)),
    ]);
  });
  return {
    width,
    height: y + 34,
    ...(title === undefined ? {} : { title }),
    description: options.description,
    numbers: {
      columns: ['row', 'value'],
      rows: rows.flatMap(({ name, values }) => Array.from(values, (value) => [name, value])),
    },
    body: join([
      title !== undefined && panelTitle(title, width),
      xAxis(x, { title: options.axisTitle, ticks: 3, across: [top, y] }),
      ...drawn,
    ]),
  };
}

function drawRow({ name, values, few }: BoxPlotRow, x: Scale, y: number): Markup {
  if (values.length === 0) return join([]);
  const sorted = Float64Array.from(values).sort();
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const reach = 1.5 * (high - low);
  const within = sorted.filter((value) => value >= low - reach && value <= high + reach);
  const beyond = sorted.filter((value) => value < low - reach || value > high + reach);
  const [first, last] = [within[0], within[within.length - 1]];
  const whiskers = `M${px(x(first))} ${px(y)}H${px(x(low))}M${px(x(high))} ${px(y)}H${px(x(last))}`;
  return join([
    markup`<title>${name}: median ${median.toFixed(3)}, quartiles ${low.toFixed(3)} and ${high.toFixed(3)}, n = ${sorted.length}</title>`,
    markup`<path class="line" stroke-width="1" d="${whiskers}"/>`,
    markup`<rect class="${few ? 'hollow' : 'body'}" stroke-width="1" x="${px(x(low))}" y="${px(y - HALF)}" width="${px(x(high) - x(low))}" height="${2 * HALF}"/>`,
    markup`<path class="line" stroke-width="2.2" d="M${px(x(median))} ${px(y - HALF)}v${2 * HALF}"/>`,
    dots(
      Array.from(beyond, (value) => [x(value), y]),
      2.2,
      0.8,
    ),
  ]);
}
