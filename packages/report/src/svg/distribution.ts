import { join, markup, type Markup } from '../text/markup.ts';
import { xAxis } from './axis.ts';
import { density } from './density.ts';
import { dots, group, label, panelTitle, path, px, TITLE_HEIGHT, type Panel } from './panel.ts';
import { quantile } from './quantile.ts';
import { linear, type Scale } from './scale.ts';

export interface DistributionRow {
  readonly label: string;
  readonly values: ArrayLike<number>;
  /** Class of its colour. */
  readonly colour: string;
  readonly apart?: boolean;
}

export interface DistributionOptions {
  readonly title?: string;
  readonly description: string;
  readonly width: number;
  readonly labelWidth: number;
  readonly rows: readonly DistributionRow[];
  readonly domain: readonly [number, number];
  readonly axisTitle: string;
  /** Of more values, so many evenly spaced in order of size are drawn as points. */
  readonly maxPoints: number;
}

const ROW = 26;
const APART = 9;
/** Of a row: the density's height, and the strip in which points lie. */
const HILL = 14;
const STRIP = 6;

/** Distributions one below the other: density above, quartiles and median on the line, every case as a point below. */
export function distributions(options: DistributionOptions): Panel {
  const { width, labelWidth, rows, domain, title } = options;
  const top = title === undefined ? 4 : TITLE_HEIGHT;
  const x = linear(domain, [labelWidth + 8, width - 10]);
  let y = top;
  const drawn = rows.map((row, i) => {
    if (row.apart && i > 0) y += APART;
    const base = y + HILL + 4;
    y += ROW;
    return join([
      label(row.label, { x: labelWidth, y: base + 1, anchor: 'end' }, labelWidth - 2),
      group(row.colour, drawRow(row, x, base, options.maxPoints)),
    ]);
  });
  return {
    width,
    height: y + 34,
    ...(title === undefined ? {} : { title }),
    description: options.description,
    numbers: {
      columns: ['row', 'value'],
      rows: rows.flatMap(({ label: row, values }) => Array.from(values, (value) => [row, value])),
    },
    body: join([
      title !== undefined && panelTitle(title, width),
      xAxis(x, { title: options.axisTitle, across: [top, y] }),
      ...drawn,
    ]),
  };
}

function drawRow(
  { label: name, values }: DistributionRow,
  x: Scale,
  base: number,
  maxPoints: number,
): Markup {
  if (values.length === 0) return join([]);
  const sorted = Float64Array.from(values).sort();
  const hill = density(sorted, x.domain);
  const peak = Math.max(...hill.map(([, height]) => height));
  const outline = hill.map(([value, height]) => [x(value), base - (HILL * height) / peak] as const);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const last = [x(x.domain[1]), base] as const;
  return join([
    markup`<title>${name}: median ${median.toFixed(3)}, quartiles ${low.toFixed(3)} and ${high.toFixed(3)}, n = ${sorted.length}</title>`,
    markup`<path class="body" stroke-width=".7" d="${path([[x(x.domain[0]), base], ...outline, last], true)}"/>`,
    dots(strip(sorted, x, base + 1.5, maxPoints), 1.7, 0.55),
    markup`<path class="line" stroke-width="2.4" d="M${px(x(low))} ${px(base)}H${px(x(high))}"/>`,
    markup`<circle class="hollow" stroke-width="1.3" cx="${px(x(median))}" cy="${px(base)}" r="2.3"/>`,
  ]);
}

/** Points below the line, spread by a low-discrepancy sequence so that no two fall together by chance. */
function strip(sorted: Float64Array, x: Scale, top: number, max: number): [number, number][] {
  const n = Math.min(max, sorted.length);
  return Array.from({ length: n }, (_, i) => {
    const value = sorted[n === 1 ? 0 : Math.round((i * (sorted.length - 1)) / (n - 1))];
    return [x(value), top + STRIP * ((i * 0.618033988749895) % 1)];
  });
}
