import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Choose } from '../../parts/choice.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { chosenRows, pairsOf, type Pair } from '../data/query.ts';
import type { ScoreRows } from '../data/score-rows.ts';
import { change, filter, look } from '../state/following.ts';
import { select } from '../state/rows.ts';
import { Axis } from './axis.tsx';
import { scaleOver, type Scale } from './scale.ts';

const SIDE = 360;
const EDGE = { left: 44, right: 10, top: 8, bottom: 24 };
/** How near a click has to be to a point. */
const NEAR = 12;

/** One method against another, a point for each finding, network and reader. */
export function Scatter({ rows }: { rows: ScoreRows }) {
  const { run: t } = texts.value;
  const methods = rows.words.method.levels;
  const x = methods.includes(look.value.x ?? '') ? look.value.x! : methods[0];
  const y = methods.includes(look.value.y ?? '') ? look.value.y! : (methods.find((one) => one !== x) ?? x);
  // Filtered by all else than its own brush and the methods, which it has itself.
  const { filters } = look.value;
  const among = chosenRows(rows, {
    ...filters,
    pair: undefined,
    words: { ...filters.words, method: [x, y] },
  });
  const pairs = pairsOf(rows, x, y, among);
  const plain = methods.map((value) => ({ value, text: value }));
  return (
    <>
      <div class="side-by-side">
        <Choose label={t.x} value={x} among={plain} change={(chosen) => change({ x: chosen, y })} />
        <Choose label={t.y} value={y} among={plain} change={(chosen) => change({ x, y: chosen })} />
      </div>
      <Points pairs={pairs} x={x} y={y} />
      <p class="hint">{t.scatterHint}</p>
      {filters.pair && (
        <button type="button" onClick={() => filter({ pair: undefined })}>
          {t.unbrush}
        </button>
      )}
    </>
  );
}

interface PointsProps {
  readonly pairs: readonly Pair[];
  readonly x: string;
  readonly y: string;
}

function Points({ pairs, x, y }: PointsProps) {
  const { run: t } = texts.value;
  const all = pairs.flatMap(({ a, b }) => [a, b]);
  const across = scaleOver(all, EDGE.left, SIDE - EDGE.right);
  const up = scaleOver(all, SIDE - EDGE.bottom, EDGE.top);
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
      aria-label={t.scatter(x, y, inWords(pairs.length, 0))}
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
      <path
        class="points"
        d={pairs.map(({ a, b }) => `M${across.at(a).toFixed(1)} ${up.at(b).toFixed(1)}h0`).join('')}
      />
      <BrushBox box={dragged.value ?? brushed(x, y, across, up)} />
    </svg>
  );
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
  const { pair } = look.value.filters;
  if (!pair || pair.x !== x || pair.y !== y) return undefined;
  return [across.at(pair.xs[0]), up.at(pair.ys[0]), across.at(pair.xs[1]), up.at(pair.ys[1])] as const;
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
