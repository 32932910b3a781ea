import { join, type Markup } from '../text/markup.ts';
import { xAxis, yAxis } from './axis.ts';
import { dots, group, label, panelTitle, TITLE_HEIGHT, type Panel } from './panel.ts';
import { linear } from './scale.ts';

export interface ScatterOptions {
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly x: { readonly title: string; readonly domain: readonly [number, number] };
  readonly y: { readonly title: string; readonly domain: readonly [number, number] };
  /** Said in a line below the title. */
  readonly note?: string;
  readonly colour?: string;
}

/** Cases as points over two axes. */
export function scatter(options: ScatterOptions): Panel {
  const { width, height, points, note, colour = 'hue-0' } = options;
  const top = TITLE_HEIGHT + (note === undefined ? 0 : 14);
  const x = linear(options.x.domain, [42, width - 13]);
  const y = linear(options.y.domain, [height - 34, top + 2]);
  const body: (Markup | false)[] = [
    panelTitle(options.title, width),
    note !== undefined && label(note, { x: 0, y: 27 }, width, { class: 'muted small' }),
    yAxis(y, { title: options.y.title, ticks: 4, across: x.range }),
    xAxis(x, { title: options.x.title, ticks: 4, across: [top + 2, height - 34] }),
    group(
      colour,
      dots(
        points.map(([a, b]) => [x(a), y(b)]),
        3.2,
        0.45,
      ),
    ),
  ];
  const numbers = { columns: ['x_is', 'x', 'y'], rows: points.map(([a, b]) => [options.x.title, a, b]) };
  return { width, height, title: options.title, description: options.description, numbers, body: join(body) };
}
