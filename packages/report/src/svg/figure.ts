import type { Records } from '../text/csv.ts';
import { markup, join, trusted, type Content, type Markup } from '../text/markup.ts';
import { figureStyle, LIGHT } from './palette.ts';
import { label, px, type Panel } from './panel.ts';
import { rampStyle } from './ramp.ts';
import { textWidth } from './text-width.ts';

/** A key of the legend: a mark drawn in 22 × 12 pixels, centred on (11, 6). */
export interface LegendKey {
  readonly label: string;
  readonly mark: Markup;
}

/** Plots that belong together, under one caption. */
export interface Figure {
  /** File name without its ending. */
  readonly name: string;
  /** The caption's first sentence, in bold. */
  readonly title: string;
  readonly caption?: Content;
  readonly legend?: readonly LegendKey[];
  readonly panels: readonly Panel[];
  /** Panels in a row of the file; the page wraps them by its width. 3 by default. */
  readonly columns?: number;
}

/** The numbers of all panels of a figure, with what stands above each. */
export function numbersOf({ panels }: Figure): Records {
  const [first] = panels;
  return {
    columns: ['panel', ...(first?.numbers.columns ?? [])],
    rows: panels.flatMap(({ title, numbers }) => numbers.rows.map((row) => [title, ...row])),
  };
}

const GAP = 24;
const MARGIN = 12;
const KEY_WIDTH = 22;
const KEY_HEIGHT = 18;

/** A panel as an SVG element of a page that has the figures' style sheet. */
export function inlineSvg({ width, height, body, description }: Panel): Markup {
  return markup`<svg class="fig" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${description}">${body}</svg>`;
}

/** All panels of a figure as one SVG file, dark on white. */
export function svgFile({ title, panels, legend = [], columns = 3 }: Figure): string {
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) =>
    panels.slice(row * columns, (row + 1) * columns),
  );
  const widest = Math.max(
    ...rows.map((row) => sum(row.map((panel) => panel.width)) + GAP * (row.length - 1)),
  );
  const keys = flow(legend, widest);
  let y = MARGIN + keys.height;
  const placed = rows.map((row) => {
    let x = MARGIN;
    const content = row.map((panel) => {
      const at = x;
      x += panel.width + GAP;
      return markup`<g transform="translate(${px(at)} ${px(y)})">${panel.body}</g>`;
    });
    y += Math.max(...row.map((panel) => panel.height)) + GAP;
    return join(content);
  });
  // Ramps are a style sheet of their own, for the figures that have cells.
  const cells = panels.some(({ body }) => /class="[qd]\d/.test(body.toString()));
  const style = figureStyle(LIGHT) + (cells ? rampStyle('light') : '');
  const width = Math.ceil(widest + 2 * MARGIN);
  const height = Math.ceil(y - GAP + MARGIN);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="fig" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${title}</title><style>${trusted(style)}</style><rect class="paper" width="${width}" height="${height}"/><g transform="translate(${MARGIN} ${MARGIN})">${keys.content}</g>${placed}</svg>
`.toString();
}

/** Keys in lines of a width. */
function flow(
  keys: readonly LegendKey[],
  width: number,
): { readonly content: Markup; readonly height: number } {
  let x = 0;
  let y = 0;
  const content = keys.map((key) => {
    const extent = KEY_WIDTH + 5 + textWidth(key.label, 11) + 16;
    if (x > 0 && x + extent > width) [x, y] = [0, y + KEY_HEIGHT];
    const at = x;
    x += extent;
    return markup`<g transform="translate(${px(at)} ${px(y)})">${key.mark}${label(key.label, { x: KEY_WIDTH + 5, y: 10 })}</g>`;
  });
  return { content: join(content), height: keys.length === 0 ? 0 : y + KEY_HEIGHT + 8 };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
