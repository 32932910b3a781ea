import { join, markup, type Markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';
import { label, panelTitle, px, TITLE_HEIGHT, type Panel } from './panel.ts';
import { rampClass, rampClasses } from './ramp.ts';
import { fit, textWidth } from './text-width.ts';

export interface HeatMatrixOptions {
  readonly title?: string;
  readonly description: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** What a cell says; null where there is nothing to say. */
  readonly value: (row: number, column: number) => number | null;
  /** A cell's tooltip. */
  readonly tooltip: (row: number, column: number) => string;
  /** A cell that stands on less than the others: has no colour. */
  readonly few?: (row: number, column: number) => boolean;
  readonly domain: readonly [number, number];
  readonly decimals?: number;
  /** Rows are columns and `value` is symmetrical: only the diagonal and what lies below it are drawn. */
  readonly triangle?: boolean;
  /** Indices of rows (and, in a triangle, columns) before which a gap lies. */
  readonly gaps?: readonly number[];
  /** What the colours mean, beside the colour bar. */
  readonly legend?: string;
  readonly maxLabel?: number;
  /** Width of a cell; narrow ones say their number without its leading zero, or none. */
  readonly cell?: number;
}

const CELL_WIDTH = 29;
const CELL_HEIGHT = 21;
const GAP = 5;
const SIZE = 11;
const SMALL = 10;

/** A matrix as coloured cells with their numbers. */
export function heatMatrix(options: HeatMatrixOptions): Panel {
  const { columns, triangle = false, title, maxLabel = 200 } = options;
  const [rows, across] = [options.rows, columns].map((names) => names.map((_, i) => i));
  const { left, right, bottom, slant, x, y } = placesOf(options);
  const cells = rows.flatMap((row) =>
    across.filter((column) => !triangle || column <= row).map((column) => ({ row, column })),
  );
  const bar = options.legend === undefined ? undefined : colourBar(options, left, bottom + slant + 8);
  const width = Math.ceil(Math.max(right + 4, bar?.right ?? 0, titleWidth(title)));
  return {
    width,
    height: Math.ceil(bottom + slant + (bar ? 32 : 4)),
    ...(title === undefined ? {} : { title }),
    description: options.description,
    numbers: {
      columns: ['row', 'column', 'value', 'what'],
      rows: cells.map(({ row, column }) => [
        ...[options.rows[row], columns[column], options.value(row, column), options.tooltip(row, column)],
      ]),
    },
    body: join([
      title !== undefined && panelTitle(title, width),
      ...rows.map((row) =>
        label(
          options.rows[row],
          { x: left - 5, y: y(row) + heightOf(options) / 2 + 3.8, anchor: 'end' },
          maxLabel,
        ),
      ),
      ...across.map((column) =>
        slanted(columns[column], x(column) + widthOf(options) / 2 + 4, bottom + 10, maxLabel),
      ),
      ...cells.map(({ row, column }) => cell(options, row, column, x(column), y(row))),
      bar?.content,
    ]),
  };
}

function placesOf(options: HeatMatrixOptions) {
  const { rows, columns, triangle = false, gaps = [], maxLabel = 200, title } = options;
  const [width, height] = [widthOf(options), heightOf(options)];
  const shown = (text: string) => Math.min(maxLabel, textWidth(text, SIZE));
  const rowWidth = Math.max(0, ...rows.map(shown));
  const slants = columns.map((name) => shown(name) * Math.SQRT1_2);
  // A slanted label of one of the first columns may reach further left than those of the rows.
  const reach = Math.max(0, ...slants.map((slant, i) => slant - width * (i + 0.5)));
  const left = Math.ceil(Math.max(rowWidth + 6, reach));
  const top = title === undefined ? 2 : TITLE_HEIGHT;
  const gapsBefore = (i: number) => GAP * gaps.filter((gap) => gap <= i && gap > 0).length;
  const x = (column: number) => left + width * column + (triangle ? gapsBefore(column) : 0);
  const y = (row: number) => top + height * row + gapsBefore(row);
  return {
    ...{ left, x, y },
    right: x(Math.max(0, columns.length - 1)) + width,
    bottom: y(Math.max(0, rows.length - 1)) + height,
    slant: Math.max(0, ...slants) + 10,
  };
}

const widthOf = ({ cell: width = CELL_WIDTH }: HeatMatrixOptions) => width;
const heightOf = ({ cell: width = CELL_HEIGHT }: HeatMatrixOptions) => Math.min(width, CELL_HEIGHT);
const titleWidth = (title: string | undefined) =>
  title === undefined ? 0 : Math.min(300, Math.ceil(textWidth(title, 12, true)) + 2);

function cell(options: HeatMatrixOptions, row: number, column: number, x: number, y: number): Markup {
  const value = options.value(row, column);
  const [width, height] = [widthOf(options), heightOf(options)];
  const title = markup`<title>${options.tooltip(row, column)}</title>`;
  const at = markup`x="${px(x + 0.5)}" y="${px(y + 0.5)}" width="${px(width - 1)}" height="${px(height - 1)}"`;
  const middle = { x: x + width / 2, y: y + height / 2 + 3.6, anchor: 'middle' as const };
  const itself = options.triangle && row === column;
  const bare = itself || options.few?.(row, column);
  // Without a colour between them numbers need more room.
  const text = value === null ? '–' : numberIn(bare ? width - 3 : width, value, options.decimals ?? 2);
  if (value === null || bare) {
    return markup`<g>${title}<rect class="band" ${at}/>${label(text, middle, Infinity, { class: 'muted small' })}</g>`;
  }
  const level = rampClass(value, options.domain);
  return markup`<g>${title}<rect class="${level}" ${at}/>${text !== '' && label(text, middle, Infinity, { class: `t${level} small` })}</g>`;
}

/** With as many decimals as fit, one at least; without the leading zero where it does not. */
function numberIn(width: number, value: number, decimals: number): string {
  const candidates = Array.from({ length: Math.max(1, decimals) }, (_, less) =>
    fixed(value, decimals - less),
  ).flatMap((text) => [text, text.replace(/^(−?)0\./, '$1.').replace(/^1\.0+$/, '1')]);
  return candidates.find((text) => textWidth(text, SMALL) <= width - 1) ?? '';
}

function slanted(text: string, x: number, y: number, max: number): Markup {
  const short = fit(text, max, SIZE);
  return markup`<text transform="translate(${px(x)} ${px(y)}) rotate(-45)" text-anchor="end">${short}${
    short !== text && markup`<title>${text}</title>`
  }</text>`;
}

function colourBar({ domain, legend = '' }: HeatMatrixOptions, x: number, y: number) {
  const classes = rampClasses(domain);
  const step = 4;
  const width = step * classes.length;
  const [low, high] = domain.map((end) => fixed(end, Number.isInteger(end) ? 0 : 2));
  const content = join([
    ...classes.map(
      (level, i) =>
        markup`<rect class="${level}" x="${px(x + step * i)}" y="${px(y)}" width="${step + 0.3}" height="8"/>`,
    ),
    label(low, { x, y: y + 19 }, Infinity, { class: 'muted small' }),
    label(high, { x: x + width, y: y + 19, anchor: 'end' }, Infinity, { class: 'muted small' }),
    label(legend, { x: x + width + 8, y: y + 8 }, Infinity, { class: 'muted small' }),
  ]);
  return { content, right: Math.ceil(x + width + 8 + textWidth(legend, SMALL)) };
}
