import { inWords, texts } from '../../texts/index.ts';
import type { Mean } from '../data/summaries.ts';
import type { Scale } from './scale.ts';
import { ROW, SummaryTable } from './summary-table.tsx';

/** Of each method the mean and its interval. */
export function Forest({ summaries }: { summaries: readonly Mean[] }) {
  const { run: t } = texts.value;
  const number = (value: number) => inWords(value, 3);
  return (
    <>
      <SummaryTable
        title={t.plots.forest}
        summaries={summaries}
        spans={({ n, mean, interval = [mean, mean] }) => (n > 0 ? [mean, ...interval] : [])}
        draw={meanAndInterval}
        numbers={[
          { title: t.mean, of: ({ mean }) => number(mean) },
          {
            title: t.interval,
            of: ({ interval }) => (interval ? interval.map(number).join('–') : t.missing),
          },
        ]}
      />
      <p class="hint">{t.intervalNote}</p>
    </>
  );
}

function meanAndInterval({ n, mean, interval }: Mean, scale: Scale) {
  if (n === 0) return null;
  const middle = ROW / 2;
  return (
    <>
      {interval && (
        <line
          class="interval"
          x1={scale.at(interval[0])}
          x2={scale.at(interval[1])}
          y1={middle}
          y2={middle}
        />
      )}
      <circle class="mean" cx={scale.at(mean)} cy={middle} r={4} />
    </>
  );
}
