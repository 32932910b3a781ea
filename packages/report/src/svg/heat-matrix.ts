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
  readonly domain: readonly [number, number];
  readonly decimals?: number;
  /** Rows are columns and `value` is symmetrical: only the diagonal and what lies below it are drawn. */
  readonly triangle?: boolean;
  /** A cell that stands on less than the others: set apart. */
  readonly few?: (row: number, column: number) => boolean;
  /** Indices of rows (and, in a triangle, columns) before which a gap lies. */
  readonly gaps?: readonly number[];
  /** What the colours mean, beside the colour bar. */
  readonly legend?: string;
  readonly maxLabel?: number;
}

const CELL_WIDTH = 29;
const CELL_HEIGHT = 21;
const GAP = 5;
const SIZE = 11;

/** A matrix as coloured cells with their numbers. */
export function heatMatrix(options: HeatMatrixOptions): Panel {
  const { columns, triangle = false, gaps = [], maxLabel = 150, title } = options;
  const [rowIndices, columnIndices] = [options.rows, columns].map((names) => names.map((_, i) => i));
  const widthOf = (text: string) => Math.min(maxLabel, textWidth(text, SIZE));
  const rowWidth = Math.max(0, ...rowIndices.map((i) => widthOf(options.rows[i])));
  const slants = columnIndices.map((i) => widthOf(columns[i]) * Math.SQRT1_2);
  // A slanted label of one of the first columns may reach further left than those of the rows.
  const reach = Math.max(0, ...slants.map((width, i) => width - CELL_WIDTH * (i + 0.5)));
  const left = Math.ceil(Math.max(rowWidth + 6, reach));
  const top = title === undefined ? 2 : TITLE_HEIGHT;
  const gapsBefore = (i: number) => GAP * gaps.filter((gap) => gap <= i && gap > 0).length;
  const x = (column: number) => left + CELL_WIDTH * column + (triangle ? gapsBefore(column) : 0);
  const y = (row: number) => top + CELL_HEIGHT * row + gapsBefore(row);
  const right = x(columnIndices.at(-1) ?? 0) + CELL_WIDTH;
  const bottom = y(rowIndices.at(-1) ?? 0) + CELL_HEIGHT;
  const slant = Math.max(0, ...slants) + 10;
  const cells = rowIndices.flatMap((row) =>
    columnIndices
      .filter((column) => !triangle || column <= row)
      .map((column) => cell(options, row, column, x(column), y(row))),
  );
  const bar = options.legend === undefined ? undefined : colourBar(options, left, bottom + slant + 8);
  return {
    width: Math.ceil(Math.max(right + 4, bar?.right ?? 0, left + 120)),
    height: Math.ceil(bottom + slant + (bar ? 42 : 4)),
    description: options.description,
    body: join([
      title !== undefined && panelTitle(title, Math.max(right, left + 120)),
      ...rowIndices.map((row) =>
        label(options.rows[row], { x: left - 5, y: y(row) + CELL_HEIGHT / 2 + 3.8, anchor: 'end' }, maxLabel),
      ),
      ...columnIndices.map((column) =>
        slanted(columns[column], x(column) + CELL_WIDTH / 2 + 4, bottom + 10, maxLabel),
      ),
      ...cells,
      bar?.content,
    ]),
  };
}

function cell(options: HeatMatrixOptions, row: number, column: number, x: number, y: number): Markup {
  const value = options.value(row, column);
  const title = markup`<title>${options.tooltip(row, column)}</title>`;
  const at = markup`x="${px(x + 0.5)}" y="${px(y + 0.5)}" width="${CELL_WIDTH - 1}" height="${CELL_HEIGHT - 1}"`;
  const middle = { x: x + CELL_WIDTH / 2, y: y + CELL_HEIGHT / 2 + 3.6, anchor: 'middle' as const };
  if (value === null) {
    return markup`<g>${title}<rect class="band" ${at}/>${label('–', middle, Infinity, { class: 'muted small' })}</g>`;
  }
  const text = fixed(value, options.decimals ?? 2);
  if (options.triangle && row === column)
    return markup`<g>${title}<rect class="band" ${at}/>${label(text, middle, Infinity, { class: 'muted small' })}</g>`;
  const level = rampClass(value, options.domain);
  if (options.few?.(row, column))
    return markup`<g font-style="italic">${title}<rect class="${level}" opacity=".45" ${at}/>${label(`${text}†`, middle, Infinity, { class: 'small' })}</g>`;
  return markup`<g>${title}<rect class="${level}" ${at}/>${label(text, middle, Infinity, { class: `t${level} small` })}</g>`;
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
    label(legend, { x: x + width / 2, y: y + 19, anchor: 'middle' }, width - 30, { class: 'muted small' }),
  ]);
  return { content, right: x + width + 2 };
}
