import type { ComponentChildren } from 'preact';
import { PageSettings } from '../../parts/page-settings.tsx';
import { inWords, texts } from '../../texts/index.ts';
import { growing, opening, renewed, runs } from '../state/runs.ts';

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
        {[
          ...(opening.value ? [t.run.opening] : one ? [t.run.runs(titleOf(one), two && titleOf(two))] : []),
          ...(opening.value ? [] : howFar()),
        ].join(' · ')}
      </p>
      {children}
      <PageSettings />
    </header>
  );
}

/** Of runs that are under way; and whether what is shown is all, or new. */
function howFar(): string[] {
  const { run: t } = texts.value;
  const { value: shown } = runs;
  const told = growing.value.map(({ name, progress: { units, done, failed, timeLeft } }) =>
    [
      t.growing(name, inWords(done, 0), inWords(units, 0)),
      ...(failed > 0 ? [t.failed(inWords(failed, 0))] : []),
      ...(timeLeft === null ? [] : [t.left(inWords(Math.ceil(timeLeft / 60), 0))]),
    ].join(', '),
  );
  const isAllThere = growing.value.every(({ version }) => version !== undefined);
  if (told.length > 0) return [...told, isAllThere ? t.grows : t.tablesCome];
  if (shown.length === 0) return [t.none];
  if (shown.some(({ finished }) => !finished)) return [t.unfinished];
  return renewed.value ? [t.renewed] : [];
}

function titleOf({ name, lock }: (typeof runs.value)[number]): string {
  return lock.title === undefined ? name : `${lock.title} (${name})`;
}
