import { join, markup, type Markup } from '../text/markup.ts';
import { label, px } from './panel.ts';
import { tickLabels, ticks, type Scale } from './scale.ts';
import { textWidth } from './text-width.ts';

export interface AxisOptions {
  readonly title: string;
  /** About how many ticks. */
  readonly ticks?: number;
  /** What a tick says, where that is not its place on the axis. */
  readonly labelOf?: (tick: number) => string;
  /** The other axis's extent in pixels, from its start to its end: where grid lines run. */
  readonly across: readonly [number, number];
}

/** Ticks, grid lines and a title below a plot. Takes 34 pixels below the end of `across`. */
export function xAxis(
  x: Scale,
  { title, ticks: about = 5, labelOf, across: [top, bottom] }: AxisOptions,
): Markup {
  const values = ticks(x.domain, about);
  const labels = labelOf ? values.map(labelOf) : tickLabels(values);
  const lines = values.map((value) => `M${px(x(value))} ${px(top)}V${px(bottom)}`).join('');
  return join([
    markup`<path class="grid" d="${lines}"/>`,
    ...values.map((value, i) =>
      label(labels[i], { x: x(value), y: bottom + 13, anchor: 'middle' }, Infinity, { class: 'muted small' }),
    ),
    label(title, { x: middleOf(title, x), y: bottom + 28, anchor: 'middle' }, x.range[1] + OVER, {
      class: 'muted',
    }),
  ]);
}

/** How far a title may reach beyond its axis, to the edge of the panel. */
const OVER = 8;

/** Below the axis, moved to the left where a long title would leave the panel. */
function middleOf(title: string, { range: [start, end] }: Scale): number {
  const half = textWidth(title, 11) / 2;
  return Math.max(Math.min((start + end) / 2, end + OVER - half), Math.min(half, (end + OVER) / 2));
}

/** Ticks, grid lines and a title on the left of a plot. Takes 40 pixels left of the start of `across`. */
export function yAxis(y: Scale, { title, ticks: about = 5, across: [left, right] }: AxisOptions): Markup {
  const values = ticks(y.domain, about);
  const labels = tickLabels(values);
  const lines = values.map((value) => `M${px(left)} ${px(y(value))}H${px(right)}`).join('');
  const middle = (y.range[0] + y.range[1]) / 2;
  const at = `rotate(-90 ${px(left - 32)} ${px(middle)})`;
  return join([
    markup`<path class="grid" d="${lines}"/>`,
    ...values.map((value, i) =>
      label(labels[i], { x: left - 5, y: y(value) + 3.5, anchor: 'end' }, Infinity, { class: 'muted small' }),
    ),
    markup`<g transform="${at}">${label(
      title,
      { x: left - 32, y: middle, anchor: 'middle' },
      Math.abs(y.range[1] - y.range[0]) + 20,
      { class: 'muted' },
    )}</g>`,
  ]);
}
