import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { inWords, texts } from '../../texts/index.ts';
import { chosenRows } from '../data/query.ts';
import { intervalOf, means, type Interval, type Mean } from '../data/summaries.ts';
import type { Plotted } from '../state/rows.ts';
import type { Scale } from './scale.ts';
import { ROW, SummaryTable } from './summary-table.tsx';

interface Shown extends Mean {
  readonly interval?: Interval;
}

/** Of each method the mean and its interval. */
export function Forest({ rows, filters }: Plotted) {
  const { run: t } = texts.value;
  const chosen = useMemo(() => chosenRows(rows, filters), [rows, filters]);
  const summaries = useMemo(() => means(rows, chosen), [chosen]);
  const intervals = useIntervals(summaries);
  const number = (value: number) => inWords(value, 3);
  const findings = new Set(Array.from(chosen, (row) => rows.findings[row])).size;
  return (
    <>
      <SummaryTable<Shown>
        title={t.plots.forest}
        summaries={summaries.map((summary, i) => ({ ...summary, interval: intervals[i] }))}
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
      <p class="hint">{t.stands(inWords(findings, 0), inWords(chosen.length, 0))}</p>
    </>
  );
}

/** Intervals of some means, once all are drawn: one after another, so that the page goes on living in between. */
function useIntervals(summaries: readonly Mean[]): readonly (Interval | undefined)[] {
  const drawn = useSignal<readonly (Interval | undefined)[]>([]);
  useEffect(() => {
    let overtaken = false;
    drawn.value = [];
    void (async () => {
      const all: (Interval | undefined)[] = [];
      for (const summary of summaries) {
        await new Promise((resolve) => setTimeout(resolve));
        if (overtaken) return;
        all.push(intervalOf(summary));
      }
      drawn.value = all;
    })();
    return () => (overtaken = true);
  }, [summaries]);
  return drawn.value;
}

function meanAndInterval({ n, mean, interval }: Shown, scale: Scale) {
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
