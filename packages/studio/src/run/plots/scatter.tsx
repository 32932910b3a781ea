import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Choose } from '../../parts/choice.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { chosenRows, pairsOf, type Pair } from '../data/query.ts';
import { change, look } from '../state/following.ts';
import { select, selected, type Plotted } from '../state/rows.ts';
import { BrushFields } from './brush-fields.tsx';
import { Points } from './points.tsx';

/** One method against another, a point for each finding, network and reader. */
export function Scatter({ rows, filters }: Plotted) {
  const { run: t } = texts.value;
  const methods = rows.words.method.levels;
  const wanted = [useComputed(() => look.value.x).value, useComputed(() => look.value.y).value];
  const x = methods.find((one) => one === wanted[0]) ?? methods[0];
  const y = methods.find((one) => one === wanted[1]) ?? methods.find((one) => one !== x) ?? x;
  const pairs = useMemo(() => {
    // Filtered by all else than its own brush and the methods, which it has itself.
    const words = { ...filters.words, method: [x, y] };
    return pairsOf(rows, x, y, chosenRows(rows, { ...filters, pair: undefined, words }));
  }, [rows, filters, x, y]);
  const above = pairs.filter(({ a, b }) => b > a).length;
  const plain = methods.map((value) => ({ value, text: value }));
  return (
    <>
      <div class="side-by-side">
        <Choose label={t.x} value={x} among={plain} change={(chosen) => change({ x: chosen, y })} />
        <Choose label={t.y} value={y} among={plain} change={(chosen) => change({ x, y: chosen })} />
      </div>
      <Points pairs={pairs} x={x} y={y} />
      <p>{t.scatter(x, y, inWords(pairs.length, 0), inWords(above, 0))}</p>
      <Steps pairs={pairs} />
      <p class="hint">{t.scatterHint}</p>
      <BrushFields x={x} y={y} />
    </>
  );
}

/** From point to point without a mouse, from left to right. */
function Steps({ pairs }: { pairs: readonly Pair[] }) {
  const { run: t } = texts.value;
  const ordered = useMemo(() => [...pairs].sort((one, other) => one.a - other.a || one.b - other.b), [pairs]);
  const step = (by: 1 | -1) => {
    const at = ordered.findIndex(({ rows }) => rows.includes(selected.value ?? -1));
    const last = ordered.length - 1;
    const next = at < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, at + by));
    select(ordered[next]?.rows[0]);
  };
  return (
    <div class="side-by-side">
      <button type="button" onClick={() => step(-1)}>
        {t.pointBefore}
      </button>
      <button type="button" onClick={() => step(1)}>
        {t.pointAfter}
      </button>
    </div>
  );
}
