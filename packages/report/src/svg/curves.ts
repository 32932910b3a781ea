import { join, markup, type Markup } from '../text/markup.ts';
import { xAxis, yAxis } from './axis.ts';
import { dots, group, panelTitle, path, px, TITLE_HEIGHT, type Panel } from './panel.ts';
import { linear } from './scale.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Class of its colour. */
  readonly colour: string;
  readonly dash?: string;
  readonly width?: number;
  /** Diameter of a dot at every point; none by default. */
  readonly dots?: number;
}

export interface CurvesOptions {
  readonly title?: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** Drawn in order: the last one lies on top. */
  readonly lines: readonly Line[];
  readonly x: { readonly title: string; readonly domain: readonly [number, number]; readonly ticks?: number };
  readonly y: { readonly title: string; readonly domain: readonly [number, number]; readonly ticks?: number };
  /** From the lower left to the upper right: what chance or perfection looks like. */
  readonly diagonal?: boolean;
  /** Heights of horizontal lines to compare with. */
  readonly levels?: readonly number[];
}

const LEFT = 42;
const BOTTOM = 34;

/** Lines over a common pair of axes. */
export function curves(options: CurvesOptions): Panel {
  const { width, height, lines, title, levels = [] } = options;
  const top = title === undefined ? 6 : TITLE_HEIGHT;
  const x = linear(options.x.domain, [LEFT, width - 8]);
  const y = linear(options.y.domain, [height - BOTTOM, top + 2]);
  const diagonal =
    options.diagonal &&
    markup`<path class="axis" stroke-dasharray="2 3" d="M${px(x.range[0])} ${px(y.range[0])}L${px(x.range[1])} ${px(y.range[1])}"/>`;
  return {
    width,
    height,
    ...(title === undefined ? {} : { title }),
    description: options.description,
    numbers: {
      columns: ['line', 'x', 'y'],
      rows: lines.flatMap(({ name, points }) => points.map(([a, b]) => [name, a, b])),
    },
    body: join([
      title !== undefined && panelTitle(title, width),
      yAxis(y, { ...options.y, across: x.range }),
      xAxis(x, { ...options.x, across: [top + 2, height - BOTTOM] }),
      diagonal,
      ...levels.map(
        (level) =>
          markup`<path class="axis" stroke-dasharray="2 3" d="M${px(x.range[0])} ${px(y(level))}H${px(x.range[1])}"/>`,
      ),
      ...lines.map((line) =>
        drawLine(
          line,
          line.points.map(([a, b]) => [x(a), y(b)]),
        ),
      ),
    ]),
  };
}

function drawLine({ name, colour, dash, width = 1.6, dots: size }: Line, points: [number, number][]): Markup {
  return group(colour, [
    markup`<title>${name}</title>`,
    markup`<path class="line" stroke-width="${width}"${dash !== undefined && markup` stroke-dasharray="${dash}"`} d="${path(points)}"/>`,
    size !== undefined && dots(points, size, 1),
  ]);
}
