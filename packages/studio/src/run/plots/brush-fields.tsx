import { texts } from '../../texts/index.ts';
import type { Brush } from '../data/query.ts';
import { change, filter, filters } from '../state/following.ts';
import { End } from './end.tsx';

/** The brush over two methods in numbers: an end that is left empty is open. */
export function BrushFields({ x, y }: { x: string; y: string }) {
  const { run: t } = texts.value;
  const { pair } = filters.value;
  const own = pair?.x === x && pair.y === y ? pair : { x, y, xs: OPEN, ys: OPEN };
  const set = (ends: Partial<Brush>) => {
    const next = { ...own, ...ends };
    change({ x, y });
    filter({ pair: [...next.xs, ...next.ys].some(Number.isFinite) ? next : undefined });
  };
  return (
    <>
      <Ends method={x} span={own.xs} set={(xs) => set({ xs })} />
      <Ends method={y} span={own.ys} set={(ys) => set({ ys })} />
      {pair && (
        <button type="button" onClick={() => filter({ pair: undefined })}>
          {t.unbrush}
        </button>
      )}
    </>
  );
}

type Span = Brush['xs'];

const OPEN: Span = [-Infinity, Infinity];

function Ends({ method, span, set }: { method: string; span: Span; set: (span: Span) => void }) {
  const { run: t } = texts.value;
  return (
    <div class="span">
      <End label={t.from(method)} value={span[0]} open={-Infinity} set={(least) => set([least, span[1]])} />
      <End
        label={t.to(method)}
        value={span[1]}
        open={Infinity}
        set={(greatest) => set([span[0], greatest])}
      />
    </div>
  );
}
