import { join, markup, type Markup } from '../text/markup.ts';
import { label, px, type Panel } from './panel.ts';
import { linear } from './scale.ts';

/** As statistics gives it: entries by average rank, best first; cliques by indices, both ends included. */
export interface RankDiagram {
  readonly criticalDifference: number;
  readonly entries: readonly { readonly name: string; readonly rank: number }[];
  readonly cliques: readonly { readonly from: number; readonly to: number }[];
}

export interface CdOptions {
  readonly description: string;
  readonly width: number;
  readonly labelWidth: number;
  /** What an entry is called; its name by default. */
  readonly titleOf?: (name: string) => string;
}

const STEP = 16;
const AXIS = 48;
const BAR = 6;

/**
 * A critical-difference diagram (Demšar, 2006, https://jmlr.org/papers/v7/demsar06a.html): average ranks on an axis, the
 * best on the left, and bars over those that do not differ.
 */
export function cdDiagram(diagram: RankDiagram, options: CdOptions): Panel {
  const { entries, cliques } = diagram;
  const { width, labelWidth, titleOf = (name) => name } = options;
  const k = entries.length;
  const x = linear([1, k], [labelWidth + 12, width - labelWidth - 12]);
  const left = Math.ceil(k / 2);
  const first = AXIS + 14 + BAR * cliques.length;
  const entry = ({ name, rank }: { readonly name: string; readonly rank: number }, i: number) => {
    const onLeft = i < left;
    const y = first + STEP * (onLeft ? i : k - 1 - i);
    const end = onLeft ? labelWidth + 4 : width - labelWidth - 4;
    const text = `${titleOf(name)} (${rank.toFixed(2)})`;
    const at = {
      x: onLeft ? labelWidth : width - labelWidth,
      y: y + 3.8,
      anchor: onLeft ? ('end' as const) : ('start' as const),
    };
    return join([
      markup`<path class="line" stroke-width=".9" d="M${px(x(rank))} ${AXIS}V${px(y)}H${px(end)}"/>`,
      label(text, at, labelWidth),
    ]);
  };
  return {
    width,
    height: first + STEP * left,
    description: options.description,
    numbers: { columns: ['name', 'rank'], rows: entries.map(({ name, rank }) => [name, rank]) },
    body: join([
      rankAxis(k, x),
      ruler(diagram.criticalDifference, x),
      ...entries.map(entry),
      ...cliques.map(({ from, to }, i) => {
        const y = AXIS + 9 + BAR * i;
        return markup`<path class="line" stroke-width="3" d="M${px(x(entries[from].rank) - 3)} ${y}H${px(x(entries[to].rank) + 3)}"/>`;
      }),
    ]),
  };
}

function rankAxis(k: number, x: ReturnType<typeof linear>): Markup {
  const ranks = Array.from({ length: k }, (_, i) => i + 1);
  const marks = ranks.map((rank) => `M${px(x(rank))} ${AXIS}v-5`).join('');
  const every = Math.max(1, Math.ceil((k * 16) / (x.range[1] - x.range[0])));
  return join([
    markup`<path class="line" d="M${px(x(1))} ${AXIS}H${px(x(k))}${marks}"/>`,
    ...ranks
      .filter((rank) => (rank - 1) % every === 0)
      .map((rank) =>
        label(String(rank), { x: x(rank), y: AXIS - 8, anchor: 'middle' }, Infinity, {
          class: 'muted small',
        }),
      ),
  ]);
}

/** The critical difference as a length. */
function ruler(difference: number, x: ReturnType<typeof linear>): Markup {
  const [start, end] = [x(1), x(1 + difference)];
  return join([
    markup`<path class="line" stroke-width="1.2" d="M${px(start)} 12v6m0 -3H${px(end)}m0 -3v6"/>`,
    label(`CD = ${difference.toFixed(2)}`, { x: start, y: 8 }, Infinity, { class: 'small' }),
  ]);
}
