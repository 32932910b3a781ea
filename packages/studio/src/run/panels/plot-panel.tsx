import { useComputed } from '@preact/signals';
import { Section } from '../../parts/section.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { texts } from '../../texts/index.ts';
import { Agreement } from '../plots/agreement.tsx';
import { DistributionPlot } from '../plots/distribution.tsx';
import { Forest } from '../plots/forest.tsx';
import { Scatter } from '../plots/scatter.tsx';
import { change, look } from '../state/following.ts';
import { PLOTS } from '../state/look.ts';
import { plotted } from '../state/rows.ts';

/** One of the plots over the rows that pass the filters. */
export function PlotPanel() {
  const { run: t } = texts.value;
  const { value: now } = plotted;
  const { value: plot } = useComputed(() => look.value.plot);
  if (!now) return null;
  return (
    <Section title={t.plots.label}>
      <Segmented
        label={t.plots.label}
        value={plot}
        among={PLOTS.map((value) => ({ value, text: t.plots[value] }))}
        change={(value) => change({ plot: value })}
      />
      {plot === 'scatter' && <Scatter {...now} />}
      {plot === 'agreement' && <Agreement filters={now.filters} />}
      {plot === 'forest' && <Forest {...now} />}
      {plot === 'distribution' && <DistributionPlot {...now} />}
    </Section>
  );
}
