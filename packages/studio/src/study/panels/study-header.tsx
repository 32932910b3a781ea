import { PageSettings } from '../../parts/page-settings.tsx';
import { started } from '../../state/provider.ts';
import { texts } from '../../texts/index.ts';

export function StudyHeader() {
  const { value: t } = texts;
  const { value: now } = started;
  return (
    <header>
      <h1>{t.study.title}</h1>
      <p class="provider" role="status">
        {now ? `${t.provider(t.providers[now.provider], now.threads)} · ${t.why[now.why]}` : t.starting} ·{' '}
        {t.stays}
      </p>
      <PageSettings />
    </header>
  );
}
