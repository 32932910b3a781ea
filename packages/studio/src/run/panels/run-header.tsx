import type { ComponentChildren } from 'preact';
import { PageSettings } from '../../parts/page-settings.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { growing, opening, runs } from '../state/runs.ts';

export interface HeaderProps {
  readonly title?: string;
  readonly children?: ComponentChildren;
}

export function RunHeader({ title, children }: HeaderProps) {
  const { value: t } = texts;
  const [one, two] = runs.value;
  return (
    <header>
      <h1>{title ?? t.run.title}</h1>
      <p class="provider" role="status">
        {opening.value ? t.run.opening : one ? t.run.runs(titleOf(one), two && titleOf(two)) : notYet()}
        {runs.value.some(({ finished }) => !finished) && ` · ${t.run.unfinished}`}
      </p>
      {children}
      <PageSettings />
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
