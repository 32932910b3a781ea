import { dismiss, problems, type Problem } from '../state/problems.ts';
import { texts } from '../texts/index.ts';

/** What went wrong, as the command line tells it, until it is dismissed. */
export function Problems() {
  const { problem: t } = texts.value;
  return (
    <div class="problems" role="alert">
      {problems.value.map((problem) => (
        <section key={problem.summary} aria-label={t.title}>
          <ProblemText problem={problem} />
          <button type="button" onClick={() => dismiss(problem)}>
            {t.dismiss}
          </button>
        </section>
      ))}
    </div>
  );
}

export function ProblemText({ problem: { code, summary, details } }: { problem: Problem }) {
  const { problem: t } = texts.value;
  const lines = (['asked', 'found', 'fix'] as const).filter((line) => details[line]);
  return (
    <div class="problem">
      <p>
        <strong>{details.at ? `${details.at}: ${summary}` : summary}</strong> <code>{code}</code>
      </p>
      <dl>
        {lines.map((line) => (
          <div key={line}>
            <dt>{t[line]}</dt>
            <dd>{details[line]}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
