import { Section } from '../../parts/section.tsx';
import { Toggle } from '../../parts/toggle.tsx';
import { Field } from '../../parts/field.tsx';
import { End } from '../plots/end.tsx';
import { texts } from '../../texts/index.ts';
import { NO_FILTERS } from '../data/query.ts';
import { FACTORS, type Factor } from '../data/score-rows.ts';
import { filter, filters } from '../state/following.ts';
import { rows } from '../state/rows.ts';
import { runs } from '../state/runs.ts';

/** Images are many: they are searched. */
const LISTED = FACTORS.filter((name) => name !== 'image');

/** Which rows of the table are shown, and which the plots stand on. */
export function FilterPanel() {
  const { run: t } = texts.value;
  const { search, differing: differ } = filters.value;
  if (!rows.value) return null;
  return (
    <>
      <Section title={t.filters}>
        <Field label={t.search}>
          {(ids) => (
            <input
              {...ids}
              type="search"
              value={search}
              onInput={({ currentTarget }) => filter({ search: currentTarget.value })}
            />
          )}
        </Field>
        <Span />
        {runs.value.length > 1 && (
          <Toggle text={t.differing} on={differ} change={(differing) => filter({ differing })} />
        )}
        <button type="button" onClick={() => filter({ ...NO_FILTERS, values: undefined, pair: undefined })}>
          {t.clear}
        </button>
      </Section>
      {LISTED.map((name) => (
        <Words key={name} name={name} />
      ))}
    </>
  );
}

/** From the least to the greatest value. */
function Span() {
  const { run: t } = texts.value;
  const [least, greatest] = filters.value.values ?? [-Infinity, Infinity];
  const set = (values: [number, number]) =>
    filter({ values: values.some(Number.isFinite) ? values : undefined });
  return (
    <div class="span">
      <End label={t.least} value={least} open={-Infinity} set={(typed) => set([typed, greatest])} />
      <End label={t.greatest} value={greatest} open={Infinity} set={(typed) => set([least, typed])} />
    </div>
  );
}

/** The names of a column, each of which may be shown. */
function Words({ name }: { name: Factor }) {
  const { run: t } = texts.value;
  const levels = rows.value!.words[name].levels;
  const chosen = filters.value.words[name];
  if (levels.length < 2) return null;
  const spelt = (level: string) => level || (name === 'reader' ? t.someone : t.noNetwork);
  const set = (words: readonly string[] | undefined) =>
    filter({ words: { ...filters.value.words, [name]: words } });
  const toggle = (level: string) => {
    const before = chosen ?? levels;
    const now = before.includes(level) ? before.filter((one) => one !== level) : [...before, level];
    set(now.length === levels.length ? undefined : now);
  };
  return (
    <Section title={t.columns[name]} open={levels.length <= 20}>
      <ul class="words">
        {levels.map((level) => (
          <li key={level}>
            <label>
              <input
                type="checkbox"
                checked={chosen?.includes(level) ?? true}
                onChange={() => toggle(level)}
              />
              {spelt(level)}
            </label>
            <button type="button" aria-label={t.only(spelt(level))} onClick={() => set([level])}>
              {t.onlyThis}
            </button>
          </li>
        ))}
      </ul>
      {chosen && (
        <button type="button" onClick={() => set(undefined)}>
          {t.all}
        </button>
      )}
    </Section>
  );
}
