import { Choose } from '../parts/choice.tsx';
import { keysPanel } from '../state/keys.ts';
import { theme, themes } from '../state/settings.ts';
import { started } from '../state/start.ts';
import { language, languages, texts, type Language } from '../texts/index.ts';

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
      <button type="button" aria-keyshortcuts="?" onClick={() => (keysPanel.value = true)}>
        {t.keys.open}
      </button>
      <Choose
        label={t.language}
        value={language.value}
        among={Object.entries(languages).map(([value, { name: text }]) => ({
          value: value as Language,
          text,
        }))}
        change={(chosen) => (language.value = chosen)}
      />
      <Choose
        label={t.theme}
        value={theme.value}
        among={themes.map((value) => ({ value, text: t.themes[value] }))}
        change={(chosen) => (theme.value = chosen)}
      />
    </header>
  );
}
