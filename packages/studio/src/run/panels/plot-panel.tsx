import { Section } from '../../parts/section.tsx';
import { Segmented } from '../../parts/segmented.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { chosenRows } from '../data/query.ts';
import { distributions, means } from '../data/summaries.ts';
import { Agreement } from '../plots/agreement.tsx';
import { DistributionPlot } from '../plots/distribution.tsx';
import { Forest } from '../plots/forest.tsx';
import { Scatter } from '../plots/scatter.tsx';
import { change, look } from '../state/following.ts';
import { PLOTS } from '../state/look.ts';
import { chosen, rows } from '../state/rows.ts';

/** One of the plots over the rows that pass the filters. */
export function PlotPanel() {
  const { run: t } = texts.value;
  const { value: all } = rows;
  const { plot } = look.value;
  if (!all) return null;
  return (
    <Section title={t.plots.label}>
      <Segmented
        label={t.plots.label}
        value={plot}
        among={PLOTS.map((value) => ({ value, text: t.plots[value] }))}
        change={(value) => change({ plot: value })}
      />
      {plot === 'scatter' && <Scatter rows={all} />}
      {plot === 'agreement' && <Agreement />}
      {plot === 'forest' && (
        <>
          <Forest summaries={means(all, chosen.value)} />
          <p class="hint">
            {t.stands(inWords(findingsIn(chosen.value), 0), inWords(chosen.value.length, 0))}
          </p>
        </>
      )}
      {plot === 'distribution' && <DistributionPlot summaries={distributions(all, unbrushed())} />}
    </Section>
  );
}

/** Rows filtered by all else than the brush over values, which is drawn on that plot. */
function unbrushed(): Uint32Array {
  return chosenRows(rows.value!, { ...look.value.filters, values: undefined });
}

function findingsIn(some: Uint32Array): number {
  const { words } = rows.value!;
  return new Set(Array.from(some, (row) => words.class.codes[row] * 2 ** 26 + words.image.codes[row])).size;
}
