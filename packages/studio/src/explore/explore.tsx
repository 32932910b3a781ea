import { signal } from '@preact/signals';
import { DropZone } from '../parts/drop-zone.tsx';
import { Problems } from '../parts/problems.tsx';
import { openFiles } from '../state/opening.ts';
import { texts } from '../texts/index.ts';
import { ClassPanel } from './class-panel.tsx';
import { DrawnPanel } from './drawn-panel.tsx';
import { ExportPanel } from './export-panel.tsx';
import { FinishPanel } from './finish-panel.tsx';
import { Header } from './header.tsx';
import { ImagePanel } from './image-panel.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { MethodPanel } from './method-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { PaneGrid } from './pane-grid.tsx';
import { RegionPanel } from './region-panel.tsx';
import { ScorePanel } from './score-panel.tsx';
import { Toolbar } from './toolbar.tsx';

const tabs = ['choose', 'maps', 'results'] as const;

/** The part that is seen where there is room for one. */
const tab = signal<(typeof tabs)[number]>('maps');

/** One radiograph, one network, and what many methods say of them. */
export function Explore() {
  const { value: t } = texts;
  return (
    <div class="explore" data-tab={tab.value}>
      <a class="skip" href="#maps" onClick={goToMaps}>
        {t.skip}
      </a>
      <Header />
      <nav class="tabs" aria-label={t.tabs.label}>
        {tabs.map((one) => (
          <button key={one} type="button" aria-pressed={one === tab.value} onClick={() => (tab.value = one)}>
            {t.tabs[one]}
          </button>
        ))}
      </nav>
      <main>
        <section class="choose" aria-label={t.tabs.choose}>
          <ImagePanel />
          <NetworkPanel />
          <ClassPanel />
          <LayerPanel />
          <MethodPanel />
          <FinishPanel />
        </section>
        <section class="maps" id="maps" tabIndex={-1} aria-label={t.pane.grid}>
          <Problems />
          <Toolbar />
          <PaneGrid />
        </section>
        <section class="results" aria-label={t.tabs.results}>
          <RegionPanel />
          <DrawnPanel />
          <ScorePanel />
          <ExportPanel />
        </section>
      </main>
      <KeysDialog />
      <DropZone text={t.images.drop} take={(files) => void openFiles(files)} />
    </div>
  );
}

/** The address tells the state of the screen, so the link moves the focus itself. */
function goToMaps(event: Event): void {
  event.preventDefault();
  tab.value = 'maps';
  document.getElementById('maps')?.focus();
}
