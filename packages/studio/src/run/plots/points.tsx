import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { texts } from '../../texts/index.ts';
import type { Pair } from '../data/query.ts';
import { change, filter, filters } from '../state/following.ts';
import { select, selected } from '../state/rows.ts';
import { Axis } from './axis.tsx';
import { scaleOver, type Scale } from './scale.ts';

const SIDE = 360;
const EDGE = { left: 44, right: 10, top: 8, bottom: 24 };
/** How near a click has to be to a point. */
const NEAR = 12;

interface PointsProps {
  readonly pairs: readonly Pair[];
  readonly x: string;
  readonly y: string;
}

/** Pairs of values as points of a drawing: a drag brushes, a click looks at one. */
export function Points({ pairs, x, y }: PointsProps) {
  const { run: t } = texts.value;
  const { across, up, path } = useMemo(() => drawingOf(pairs), [pairs]);
  const from = useRef<[number, number]>([NaN, NaN]);
  const dragged = useSignal<readonly [number, number, number, number] | undefined>(undefined);
  const placeOf = (event: PointerEvent & { currentTarget: SVGElement }): [number, number] => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - left) / width) * SIDE, ((event.clientY - top) / width) * SIDE];
  };
  const end = (to: [number, number]) => {
    const [[x0, y0], [x1, y1]] = [from.current, to];
    dragged.value = undefined;
    if (Math.hypot(x1 - x0, y1 - y0) < 4) return select(nearest(pairs, to, across, up));
    const span = (scale: Scale, p: number, q: number): [number, number] => {
      const [a, b] = [scale.valueAt(p), scale.valueAt(q)];
      return [Math.min(a, b), Math.max(a, b)];
    };
    change({ x, y });
    filter({ pair: { x, y, xs: span(across, x0, x1), ys: span(up, y0, y1) } });
  };
  return (
    <svg
      class="scatter"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      role="img"
      aria-label={t.plots.scatter}
      onPointerDown={(event) => {
        from.current = placeOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) dragged.value = [...from.current, ...placeOf(event)];
      }}
      onPointerUp={(event) => end(placeOf(event))}
    >
      <Axis scale={across} side="below" place={SIDE - EDGE.bottom} length={SIDE - EDGE.bottom - EDGE.top} />
      <Axis scale={up} side="left" place={EDGE.left} length={SIDE - EDGE.left - EDGE.right} />
      <line
        class="equal"
        x1={across.at(across.least)}
        y1={up.at(up.least)}
        x2={across.at(across.greatest)}
        y2={up.at(up.greatest)}
      />
      <path class="points" d={path} />
      <Chosen pairs={pairs} across={across} up={up} />
      <BrushBox box={dragged.value ?? brushed(x, y, across, up)} />
    </svg>
  );
}

function drawingOf(pairs: readonly Pair[]) {
  const all = pairs.flatMap(({ a, b }) => [a, b]);
  const across = scaleOver(all, EDGE.left, SIDE - EDGE.right);
  const up = scaleOver(all, SIDE - EDGE.bottom, EDGE.top);
  // Points on the same tenth of a pixel are one.
  const points = new Set(pairs.map(({ a, b }) => `M${across.at(a).toFixed(1)} ${up.at(b).toFixed(1)}h0`));
  return { across, up, path: [...points].join('') };
}

/** A ring around the point of the row that is looked at. */
function Chosen({ pairs, across, up }: { pairs: readonly Pair[]; across: Scale; up: Scale }) {
  const row = selected.value;
  const pair = row === undefined ? undefined : pairs.find(({ rows }) => rows.includes(row));
  return pair ? <circle class="chosen-point" cx={across.at(pair.a)} cy={up.at(pair.b)} r={6} /> : null;
}

function BrushBox({ box }: { box?: readonly [number, number, number, number] }) {
  if (!box) return null;
  const [x0, y0, x1, y1] = box;
  return (
    <rect
      class="brush"
      x={Math.min(x0, x1)}
      y={Math.min(y0, y1)}
      width={Math.abs(x1 - x0)}
      height={Math.abs(y1 - y0)}
    />
  );
}

function brushed(x: string, y: string, across: Scale, up: Scale) {
  const { pair } = filters.value;
  if (!pair || pair.x !== x || pair.y !== y) return undefined;
  // An open end is that of the drawing.
  const at = (scale: Scale, value: number) =>
    scale.at(Math.min(scale.greatest, Math.max(scale.least, value)));
  return [at(across, pair.xs[0]), at(up, pair.ys[0]), at(across, pair.xs[1]), at(up, pair.ys[1])] as const;
}

/** The row of the first method of the nearest point; undefined where none is near. */
function nearest(
  pairs: readonly Pair[],
  [x, y]: [number, number],
  across: Scale,
  up: Scale,
): number | undefined {
  let [row, least]: [number | undefined, number] = [undefined, NEAR];
  for (const { a, b, rows } of pairs) {
    const distance = Math.hypot(across.at(a) - x, up.at(b) - y);
    if (distance < least) [row, least] = [rows[0], distance];
  }
  return row;
}
