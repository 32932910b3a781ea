import { MethodPanel } from '../explore/method-panel.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { Problems } from '../parts/problems.tsx';
import { texts } from '../texts/index.ts';
import { DataPanel } from './panels/data-panel.tsx';
import { MeasurePanel } from './panels/measure-panel.tsx';
import { NetworkPanel } from './panels/network-panel.tsx';
import { StudyHeader } from './panels/study-header.tsx';
import { result, run, stage } from './state/running.ts';
import { lacking, takeFiles } from './state/setup.ts';

/** What a study is made of. */
export function SetupScreen() {
  const { study: t } = texts.value;
  const { value: lacks } = lacking;
  return (
    <div class="study">
      <StudyHeader />
      <main aria-label={t.setup}>
        <Problems />
        <p>{t.about}</p>
        <div class="parts">
          <DataPanel />
          <NetworkPanel />
          <MethodPanel />
          <MeasurePanel />
        </div>
        <p class="actions">
          <button type="button" class="primary" disabled={lacks !== undefined} onClick={() => void run()}>
            {t.run}
          </button>
          {result.value && (
            <button type="button" onClick={() => (stage.value = 'result')}>
              {t.toResult}
            </button>
          )}
          {lacks && <span role="status">{t.lacking[lacks]}</span>}
        </p>
      </main>
      <DropZone text={t.drop} take={(files) => void takeFiles(files)} />
    </div>
  );
}
