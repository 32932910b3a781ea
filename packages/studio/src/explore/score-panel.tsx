import { Section } from '../parts/section.tsx';
import { panes } from '../state/maps.ts';
import { describe, titleOf } from '../state/methods.ts';
import { measuredOf } from '../state/regions.ts';
import { inWords, texts } from '../texts/index.ts';
import type { Score } from '../work/api.ts';

/** Measures that are looked at first. */
const FIRST = ['box-iou', 'mask-iou', 'hit-rate', 'energy-in-box'];

const WAY = { higher: '↑', lower: '↓' };

/** Every measure that is one number, of every map on screen against what is drawn. */
export function ScorePanel() {
  const { scores: t } = texts.value;
  const measured = panes.value.flatMap((pane) => {
    const scores = measuredOf(pane);
    return scores ? [{ pane, scores: new Map(scores.map((score) => [score.id, score])) }] : [];
  });
  if (measured.length === 0) {
    return (
      <Section title={t.title}>
        <p>{t.empty}</p>
      </Section>
    );
  }
  const rows = [...measured[0].scores.values()].filter(isAlone).sort((a, b) => rankOf(a) - rankOf(b));
  return (
    <Section title={t.title}>
      <div class="scrolls" tabIndex={0} role="region" aria-label={t.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.measure}</th>
              {measured.map(({ pane: { id, method } }) => (
                <th key={id} scope="col" lang="en" title={titleOf(method)}>
                  {describe(method.use)?.short ?? method.use}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, title, direction }) => (
              <tr key={id} data-measure={id}>
                <th scope="row">
                  <span lang="en">{title}</span>{' '}
                  {direction !== 'none' && (
                    <span role="img" aria-label={t.direction[direction]} title={t.direction[direction]}>
                      {WAY[direction]}
                    </span>
                  )}
                </th>
                {measured.map(({ pane, scores }) => (
                  <td key={pane.id} title={scores.get(id)?.reason}>
                    {spelt(scores.get(id), t.missing)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function spelt(score: Score | undefined, missing: string): string {
  return score && score.value !== null ? inWords(score.value, 3) : missing;
}

/** A point of a curve, `froc.at-0.5`, says nothing of one finding. */
function isAlone({ id }: Score): boolean {
  return !id.includes('.');
}

function rankOf({ id }: Score): number {
  const at = FIRST.indexOf(id);
  return at < 0 ? FIRST.length : at;
}
