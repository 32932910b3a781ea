import { Choose } from '../../parts/choice.tsx';
import { theme, themes } from '../../state/settings.ts';
import { inWords, language, languages, texts, type Language } from '../../texts/index.ts';
import { growing, opening, runs } from '../state/runs.ts';

export function RunHeader() {
  const { value: t } = texts;
  const [one, two] = runs.value;
  return (
    <header>
      <h1>{t.run.title}</h1>
      <p class="provider" role="status">
        {opening.value ? t.run.opening : one ? t.run.runs(titleOf(one), two && titleOf(two)) : notYet()}
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

/** Why no run is open. */
function notYet(): string {
  const { run: t } = texts.value;
  const told = growing.value.map(({ name, progress: { units, done, failed, timeLeft } }) =>
    [
      t.growing(name, inWords(done, 0), inWords(units, 0)),
      ...(failed > 0 ? [t.failed(inWords(failed, 0))] : []),
      ...(timeLeft === null ? [] : [t.left(inWords(Math.ceil(timeLeft / 60), 0))]),
    ].join(', '),
  );
  return told.length === 0 ? t.none : [...told, t.tablesCome].join(' · ');
}

function titleOf({ name, lock }: (typeof runs.value)[number]): string {
  return lock.title === undefined ? name : `${lock.title} (${name})`;
}
