import type { Records } from '../text/csv.ts';
import { join, markup, type Markup } from '../text/markup.ts';
import { xAxis } from './axis.ts';
import { group, label, panelTitle, px, TITLE_HEIGHT, type Panel } from './panel.ts';
import { linear, type Scale } from './scale.ts';
import { symbol, type SymbolName } from './symbol.ts';

/** An estimate with its interval. */
export interface ForestMark {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** Class of its colour. */
  readonly colour: string;
  readonly symbol: SymbolName;
  readonly hollow?: boolean;
  /** The numbers in words. */
  readonly tooltip: string;
}

export interface ForestRow {
  readonly label: string;
  readonly marks: readonly ForestMark[];
  /** Says the numbers at the right, where the plot has room for them. */
  readonly text?: string;
  /** Begins a block of its own. */
  readonly apart?: boolean;
}

export interface ForestOptions {
  readonly title?: string;
  readonly description: string;
  readonly width: number;
  readonly labelWidth: number;
  /** Room for the rows' texts. */
  readonly textWidth?: number;
  readonly rows: readonly ForestRow[];
  readonly domain: readonly [number, number];
  readonly axisTitle: string;
  /** A vertical line to compare with. */
  readonly reference?: number;
  /** The number that a place on the axis stands for; itself by default. */
  readonly numberOf?: (place: number) => number;
  /** Marks of a row are one quantity twice: on one line, joined. */
  readonly joined?: boolean;
}

const ROW = 17;
const MARK = 6;
const APART = 9;
/** Room that a tick’s label takes. */
const TICK = 34;

/** Intervals one below the other, on one axis. */
export function forest(options: ForestOptions): Panel {
  const {
    width,
    labelWidth,
    textWidth = 0,
    rows,
    domain,
    reference,
    title,
    numberOf,
    joined = false,
  } = options;
  const top = title === undefined ? 4 : TITLE_HEIGHT;
  const x = linear(domain, [labelWidth + 8, width - 10 - textWidth]);
  let y = top;
  const bands: Markup[] = [];
  const drawn = rows.map((row, i) => {
    if (row.apart && i > 0) {
      bands.push(markup`<path class="axis" stroke-width=".6" d="M0 ${px(y + APART / 2)}H${px(width)}"/>`);
      y += APART;
    }
    const height = joined ? ROW : Math.max(ROW, MARK * row.marks.length + 5);
    if (i % 2 === 1)
      bands.push(markup`<rect class="band" y="${px(y)}" width="${width}" height="${height}"/>`);
    const middle = y + height / 2;
    y += height;
    const apart = joined ? 0 : MARK;
    const places = row.marks.map(({ value }) => x(value));
    return join([
      label(row.label, { x: labelWidth, y: middle + 3.8, anchor: 'end' }, labelWidth - 2),
      joined &&
        places.length > 1 &&
        markup`<path class="axis" d="M${px(Math.min(...places))} ${px(middle)}H${px(Math.max(...places))}"/>`,
      ...row.marks.map((mark, j) => drawMark(mark, x, middle + apart * (j - (row.marks.length - 1) / 2))),
      row.text !== undefined && label(row.text, { x: width, y: middle + 3.8, anchor: 'end' }, textWidth),
    ]);
  });
  const line =
    reference !== undefined &&
    markup`<path class="line plain" stroke-dasharray="3 3" d="M${px(x(reference))} ${top}V${px(y)}"/>`;
  return {
    width,
    height: y + 34,
    ...(title === undefined ? {} : { title }),
    description: options.description,
    numbers: numbersOf(options),
    body: join([
      title !== undefined && panelTitle(title, width),
      ...bands,
      xAxis(x, {
        title: options.axisTitle,
        ticks: Math.max(2, Math.min(5, Math.floor((x.range[1] - x.range[0]) / TICK))),
        across: [top, y],
        ...(numberOf ? { labelOf: (tick) => String(Number(numberOf(tick).toPrecision(3))) } : {}),
      }),
      line,
      ...drawn,
    ]),
  };
}

function numbersOf({ rows, numberOf = (place) => place }: ForestOptions): Records {
  const number = (place: number | undefined) => (place === undefined ? undefined : numberOf(place));
  return {
    columns: ['row', 'what', 'value', 'low', 'high'],
    rows: rows.flatMap(({ label: row, marks }) =>
      marks.map(({ tooltip, value, low, high }) => [
        row,
        tooltip,
        numberOf(value),
        number(low),
        number(high),
      ]),
    ),
  };
}

function drawMark(
  { value, low, high, colour, symbol: name, hollow, tooltip }: ForestMark,
  x: Scale,
  y: number,
): Markup {
  const whisker =
    low !== undefined &&
    high !== undefined &&
    markup`<path class="line" stroke-width="1.3" d="M${px(x(low))} ${px(y)}H${px(x(high))}"/>`;
  return group(colour, [
    markup`<title>${tooltip}</title>`,
    whisker,
    symbol(name, [x(value), y], 2.9, hollow),
  ]);
}
