import { join, markup, type Markup } from '../text/markup.ts';
import { xAxis } from './axis.ts';
import { group, label, panelTitle, TITLE_HEIGHT, type Panel } from './panel.ts';
import { quantile } from './quantile.ts';
import { linear, type Scale } from './scale.ts';

export interface ValueRow {
  readonly label: string;
  /** In full, for the tooltip and the numbers; the label by default. */
  readonly name?: string;
  readonly values: ArrayLike<number>;
  /** Class of its colour. */
  readonly colour: string;
  readonly apart?: boolean;
}

export interface ValueRowsOptions<Row extends ValueRow> {
  readonly title?: string;
  readonly description: string;
  readonly width: number;
  readonly labelWidth: number;
  readonly rows: readonly Row[];
  readonly domain: readonly [number, number];
  readonly axisTitle: string;
}

/** How rows are laid out and drawn; lengths in pixels. */
export interface RowLayout<Row> {
  readonly height: number;
  /** Before a row that stands apart. */
  readonly gap: number;
  /** From a row's top to the line that it is drawn on, and from there to the foot of its label. */
  readonly line: number;
  readonly foot: number;
  /** Of the scale, left and right. */
  readonly margins: readonly [number, number];
  readonly ticks?: number;
  /** @param sorted not empty. */
  draw(row: Row, sorted: Float64Array, quartiles: Quartiles, x: Scale, line: number): readonly Markup[];
}

export type Quartiles = readonly [low: number, median: number, high: number];

/** Values of series, a row each, over one axis. */
export function valueRows<Row extends ValueRow>(
  options: ValueRowsOptions<Row>,
  layout: RowLayout<Row>,
): Panel {
  const { width, labelWidth, rows, domain, title, description, axisTitle } = options;
  const { height, gap, line, foot, margins, ticks } = layout;
  const top = title === undefined ? 4 : TITLE_HEIGHT;
  const x = linear(domain, [labelWidth + margins[0], width - margins[1]]);
  let y = top;
  const drawn = rows.map((row, i) => {
    if (row.apart && i > 0) y += gap;
    const at = y + line;
    y += height;
    return join([
      label(row.label, { x: labelWidth, y: at + foot, anchor: 'end' }, labelWidth),
      group(row.colour, drawRow(row, layout, x, at)),
    ]);
  });
  return {
    width,
    height: y + 34,
    ...(title === undefined ? {} : { title }),
    description,
    numbers: {
      columns: ['row', 'value'],
      rows: rows.flatMap((row) => Array.from(row.values, (value) => [nameOf(row), value])),
    },
    body: join([
      title !== undefined && panelTitle(title, width),
      xAxis(x, { title: axisTitle, ...(ticks === undefined ? {} : { ticks }), across: [top, y] }),
      ...drawn,
    ]),
  };
}

function drawRow<Row extends ValueRow>(row: Row, { draw }: RowLayout<Row>, x: Scale, line: number): Markup {
  if (row.values.length === 0) return join([]);
  const sorted = Float64Array.from(row.values).sort();
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  return join([
    markup`<title>${nameOf(row)}: median ${median.toFixed(3)}, quartiles ${low.toFixed(3)} and ${high.toFixed(3)}, n = ${sorted.length}</title>`,
    ...draw(row, sorted, [low, median, high], x, line),
  ]);
}

const nameOf = ({ name, label }: ValueRow): string => name ?? label;
