import { signal } from '@preact/signals';
import { Problems } from '../parts/problems.tsx';
import { texts } from '../texts/index.ts';
import { FilterPanel } from './panels/filter-panel.tsx';
import { FindingPanel } from './panels/finding-panel.tsx';
import { MeasurePanel } from './panels/measure-panel.tsx';
import { PlotPanel } from './panels/plot-panel.tsx';
import { RowTable } from './panels/row-table.tsx';
import { RunHeader, type HeaderProps } from './panels/run-header.tsx';

const tabs = ['filters', 'table', 'pictures'] as const;

/** The part that is seen where there is room for one. */
const tab = signal<(typeof tabs)[number]>('table');

/** A run, or two: its findings, plots over them, and the radiograph and maps of the one that is looked at. */
export function RunScreen(header: HeaderProps) {
  const { parts: t } = texts.value.run;
  return (
    <div class="run" data-tab={tab.value}>
      <RunHeader {...header} />
      <nav class="tabs" aria-label={t.label}>
        {tabs.map((one) => (
          <button key={one} type="button" aria-pressed={one === tab.value} onClick={() => (tab.value = one)}>
            {t[one]}
          </button>
        ))}
      </nav>
      <aside class="filters" aria-label={t.filters}>
        <MeasurePanel />
        <FilterPanel />
      </aside>
      <main class="findings" aria-label={t.table}>
        <Problems />
        <RowTable />
      </main>
      <aside class="pictures" aria-label={t.pictures}>
        <PlotPanel />
        <FindingPanel />
      </aside>
    </div>
  );
}
