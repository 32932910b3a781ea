import type { Records } from '../text/csv.ts';
import { join, markup, type Content, type Markup } from '../text/markup.ts';
import { fit } from './text-width.ts';

/** One plot: SVG source for a canvas of so many pixels, origin top left. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly body: Markup;
  readonly title?: string;
  /** What is drawn, in full. */
  readonly numbers: Records;
  /** What it shows, for whoever cannot see it. */
  readonly description: string;
}

/** Height that a panel's title takes. */
export const TITLE_HEIGHT = 20;

/** Decimals of a coordinate: a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The heading of a panel; long ones are shortened and told in full by a tooltip. */
export function panelTitle(text: string, width: number): Markup {
  const short = fit(text, width, 12, true);
  return markup`<text class="title" x="0" y="12">${short}${short !== text && markup`<title>${text}</title>`}</text>`;
}

/** A line of text, shortened to a width, with the whole in a tooltip. */
export function label(
  text: string,
  at: { readonly x: number; readonly y: number; readonly anchor?: 'start' | 'middle' | 'end' },
  width = Infinity,
  style: { readonly class?: string; readonly size?: number } = {},
): Markup {
  const { anchor = 'start' } = at;
  const short = fit(text, width, style.size ?? 11);
  return markup`<text x="${px(at.x)}" y="${px(at.y)}"${anchor !== 'start' && markup` text-anchor="${anchor}"`}${
    style.class && markup` class="${style.class}"`
  }>${short}${short !== text && markup`<title>${text}</title>`}</text>`;
}

/** Path data through points, in tenths of pixels. */
export function path(points: readonly (readonly [number, number])[], close = false): string {
  if (points.length === 0) return '';
  return `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join('L')}${close ? 'Z' : ''}`;
}

/** Many dots as one path of strokes without length. */
export function dots(
  points: readonly (readonly [number, number])[],
  diameter: number,
  opacity: number,
  name = 'dots',
): Markup {
  if (points.length === 0) return join([]);
  const data = points.map(([x, y]) => `M${px(x)} ${px(y)}h0`).join('');
  return markup`<path class="${name}" stroke-width="${diameter}" stroke-opacity="${opacity}" d="${data}"/>`;
}

/** A group of a class, moved. */
export function group(name: string, content: Content, [x, y]: readonly [number, number] = [0, 0]): Markup {
  return markup`<g${name && markup` class="${name}"`}${
    (x !== 0 || y !== 0) && markup` transform="translate(${px(x)} ${px(y)})"`
  }>${content}</g>`;
}
