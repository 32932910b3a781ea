import { theme, themes } from '../state/settings.ts';
import { told } from '../state/problems.ts';
import { language, languages, speak, texts, type Language } from '../texts/index.ts';
import { Choose } from './choice.tsx';

/** The language and the colours of the page. */
export function PageSettings() {
  const { value: t } = texts;
  return (
    <>
      <Choose
        label={t.language}
        value={language.value}
        among={Object.entries(languages).map(([value, text]) => ({
          value: value as Language,
          text,
        }))}
        change={(chosen) => void told(() => speak(chosen))}
      />
      <Choose
        label={t.theme}
        value={theme.value}
        among={themes.map((value) => ({ value, text: t.themes[value] }))}
        change={(chosen) => (theme.value = chosen)}
      />
    </>
  );
}
