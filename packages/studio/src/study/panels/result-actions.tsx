import { texts } from '../../texts/index.ts';
import { download, result, stage } from '../state/running.ts';

/** What is done with a result, and what its reader should know. */
export function ResultActions() {
  const { study: t } = texts.value;
  const { value: made } = result;
  if (!made) return null;
  return (
    <>
      {made.notes.length > 0 && (
        <details class="notes">
          <summary>{t.notes(made.notes.length)}</summary>
          <ul lang="en">
            {made.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <button type="button" onClick={() => void download(made)}>
        {t.download}
      </button>
      <button type="button" onClick={() => (stage.value = 'setup')}>
        {t.change}
      </button>
    </>
  );
}
