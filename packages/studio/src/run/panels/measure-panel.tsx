import { Choose } from '../../parts/choice.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts/index.ts';
import { change, filter } from '../state/following.ts';
import { metric, metrics, segmenter, segmenters } from '../state/rows.ts';
import { first } from '../state/runs.ts';

/** Which scores are looked at. */
export function MeasurePanel() {
  const { run: t } = texts.value;
  const { value: current } = metric;
  if (current === undefined) return null;
  const plain = (all: readonly string[]) => all.map((value) => ({ value, text: value }));
  return (
    <Section title={t.measure}>
      <Choose
        label={t.measure}
        hint={hintOf(current)}
        value={current}
        among={plain(metrics.value)}
        change={(chosen) => {
          change({ metric: chosen });
          filter({ values: undefined, pair: undefined });
        }}
      />
      {segmenter.value !== undefined && (
        <Choose
          label={t.segmenter}
          value={segmenter.value}
          among={plain(segmenters.value)}
          change={(chosen) => change({ segmenter: chosen })}
        />
      )}
    </Section>
  );
}

/** What it measures, as the run's lock says, and which way is better. */
function hintOf(name: string): string | undefined {
  const { metricDirection } = texts.value.run;
  const known = first.value?.lock.metrics.find((one) => one.name === name || name.startsWith(`${one.name}.`));
  return known && `${known.title}: ${metricDirection[known.scoreDirection]}`;
}
