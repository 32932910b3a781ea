import { PageSettings } from '../parts/page-settings.tsx';
import { keysPanel } from '../state/keys.ts';
import { started } from '../state/start.ts';
import { STUDY_ADDRESS } from '../state/way.ts';
import { texts } from '../texts/index.ts';

export function Header() {
  const { value: t } = texts;
  const { value: now } = started;
  return (
    <header>
      <h1>{t.title}</h1>
      <p class="provider" role="status">
        {now ? `${t.provider(t.providers[now.provider], now.threads)} · ${t.why[now.why]}` : t.starting} ·{' '}
        {t.stays}
      </p>
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
