import { Computes } from '../parts/computes.tsx';
import { PageSettings } from '../parts/page-settings.tsx';
import { keysPanel } from '../state/keys.ts';
import { STUDY_ADDRESS } from '../state/way.ts';
import { texts } from '../texts/index.ts';

export function Header() {
  const { value: t } = texts;
  return (
    <header>
      <h1>{t.title}</h1>
      <Computes />
      <a class="button" href={STUDY_ADDRESS} target="_blank">
        {t.study.open}
      </a>
      <button type="button" aria-keyshortcuts="?" onClick={() => (keysPanel.value = true)}>
        {t.keys.open}
      </button>
      <PageSettings />
    </header>
  );
}
