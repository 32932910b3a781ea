import type { Context } from '../analysis/context.ts';
import type { Missing } from '../analysis/missing.ts';
import { list } from '../sections/words.ts';
import { count, counted } from '../text/numbers.ts';
import type { Numbers, Sentence } from './sentence.ts';

/**
 * `failed`: jobs, of `run.json`. Of each table that the run has, as the words say which: `rows.…`, and `missing.…`, those without
 * a value; of `scores` those against findings and those against shortcuts, of `predictions` those whose truth is known. `blanks`:
 * maps that say nothing, among the scores of the primary metric. `notes`: of `run.json`.
 */
type MissingNumbers = Numbers;

/** What failed, and what has no value. */
export function missingSentence({ data, measures, primary }: Context, missing: Missing): Sentence {
  const failed = data.study.failures.reduce((sum, failure) => sum + failure.count, 0);
  const notes = data.study.notes.length;
  const numbers: MissingNumbers = {
    ...{ failed, blanks: missing.blanks, notes },
    ...Object.fromEntries(
      missing.tables.flatMap(({ what, rows, values }) => [
        [`rows.${what}`, rows],
        [`missing.${what}`, values],
      ]),
    ),
  };
  const of = primary ? measures.get('metric', primary.measure.id).title : '';
  const parts = [
    failed > 0 && `${counted(failed, 'job')} failed`,
    ...missing.tables.map(
      ({ what, rows, values }) =>
        values > 0 && `${count(values)} of ${count(rows)} ${what} ${values === 1 ? 'is' : 'are'} missing`,
    ),
    missing.blanks > 0 &&
      `${counted(missing.blanks, 'map')} judged by ${of} ${missing.blanks === 1 ? 'was' : 'were'} blank`,
  ].filter((part) => part !== false);
  const lost =
    parts.length > 0
      ? `${list(parts).replace(/^./, (first) => first.toUpperCase())}.`
      : isWhole(data.study)
        ? 'Nothing failed, and no value is missing.'
        : 'Of what is there, nothing failed and no value is missing.';
  const noted = notes > 0 && ` There ${notes === 1 ? 'is' : 'are'} ${counted(notes, 'note')} on the data.`;
  return { id: 'missing', content: [lost, noted], numbers, see: 'notes' };
}

function isWhole({ unfinished, damage = [] }: Context['data']['study']): boolean {
  return !unfinished && damage.length === 0;
}
