import { Choose } from '../../parts/choice.tsx';
import { theme, themes } from '../../state/settings.ts';
import { language, languages, texts, type Language } from '../../texts/index.ts';
import { opening, runs } from '../state/runs.ts';

export function RunHeader() {
  const { value: t } = texts;
  const [one, two] = runs.value;
  return (
    <header>
      <h1>{t.run.title}</h1>
      <p class="provider" role="status">
        {opening.value ? t.run.opening : one ? t.run.runs(titleOf(one), two && titleOf(two)) : t.run.none}
        {runs.value.some(({ finished }) => !finished) && ` · ${t.run.unfinished}`}
      </p>
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

function titleOf({ name, lock }: (typeof runs.value)[number]): string {
  return lock.title === undefined ? name : `${lock.title} (${name})`;
}
