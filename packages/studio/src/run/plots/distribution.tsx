import { useMemo } from 'preact/hooks';
import { inWords, texts } from '../../texts/index.ts';
import { chosenRows } from '../data/query.ts';
import { distributions, type Distribution } from '../data/summaries.ts';
import { filter } from '../state/following.ts';
import type { Plotted } from '../state/rows.ts';
import type { Scale } from './scale.ts';
import { ROW, SummaryTable } from './summary-table.tsx';

/** Points drawn of a method at most, evenly in order of size. */
const POINTS = 400;
/** Multiples of it, without their whole parts, lie evenly. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Of each method the values of all rows, their quartiles as a box and the median as a line. */
export function DistributionPlot({ rows, filters }: Plotted) {
  // By all else than the brush over values, which is drawn here.
  const summaries = useMemo(
    () => distributions(rows, chosenRows(rows, { ...filters, values: undefined })),
    [rows, filters],
  );
  const { run: t } = texts.value;
  const number = (value: number) => inWords(value, 3);
  return (
    <>
      <SummaryTable
        title={t.plots.distribution}
        summaries={summaries}
        spans={({ values }) => (values.length > 0 ? [values[0], values[values.length - 1]] : [])}
        draw={boxAndPoints}
        numbers={[
          { title: t.median, of: ({ quantiles }) => number(quantiles[2]) },
          { title: t.quartiles, of: ({ quantiles }) => `${number(quantiles[1])}–${number(quantiles[3])}` },
          {
            title: t.range,
            spare: true,
            of: ({ quantiles }) => `${number(quantiles[0])}–${number(quantiles[4])}`,
          },
        ]}
        brush={(values) => filter({ values })}
      />
      <p class="hint">{t.brushHint}</p>
    </>
  );
}

function boxAndPoints({ values, quantiles, n }: Distribution, scale: Scale) {
  if (n === 0) return null;
  const [, low, middle, high] = quantiles.map((value) => scale.at(value));
  return (
    <>
      <path class="points" d={pointsOf(values, scale)} />
      <rect class="box" x={low} width={Math.max(1, high - low)} y={5} height={ROW - 10} />
      <line class="median" x1={middle} x2={middle} y1={3} y2={ROW - 3} />
    </>
  );
}

/** Short strokes, at heights that hang on their place alone. */
function pointsOf(values: Float64Array, scale: Scale): string {
  const step = Math.max(1, values.length / POINTS);
  let path = '';
  for (let i = 0; i < values.length; i += step) {
    const at = Math.floor(i);
    const y = 4 + ((at * GOLDEN) % 1) * (ROW - 8);
    path += `M${scale.at(values[at]).toFixed(1)} ${y.toFixed(1)}h0`;
  }
  return path;
}
