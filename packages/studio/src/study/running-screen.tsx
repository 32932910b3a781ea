import { inWords, texts } from '../texts/index.ts';
import { StudyHeader } from './panels/study-header.tsx';
import { cancel, progress } from './state/running.ts';

/** How far the study is. */
export function RunningScreen() {
  const { study: t } = texts.value;
  const { value: now } = progress;
  return (
    <div class="study">
      <StudyHeader settled />
      <main aria-label={t.running}>
        <h2>{now ? (t.stages[now.stage] ?? now.stage) : t.opening}</h2>
        <progress aria-label={t.running} value={now?.done || undefined} max={now && Math.max(1, now.total)} />
        {now && (
          <p role="status">
            {[
              t.done(inWords(now.done, 0), inWords(now.total, 0)),
              ...(now.failed > 0 ? [t.failed(inWords(now.failed, 0))] : []),
              ...(now.runs > 0 ? [t.runs(inWords(now.runs, 0))] : []),
              ...leftOf(now),
            ].join(' · ')}
          </p>
        )}
        {now?.what && <p class="hint">{t.last(now.what)}</p>}
        <p class="actions">
          <button type="button" onClick={() => void cancel()}>
            {t.cancel}
          </button>
          <span class="hint">{t.cancelHint}</span>
        </p>
      </main>
    </div>
  );
}

/** How long the stage takes yet, by how long it has taken. */
function leftOf({ done, total, since }: NonNullable<typeof progress.value>): string[] {
  if (done === 0 || done >= total) return [];
  const seconds = ((performance.now() - since) / 1000 / done) * (total - done);
  return [texts.value.study.left(inWords(Math.ceil(seconds), 0))];
}
