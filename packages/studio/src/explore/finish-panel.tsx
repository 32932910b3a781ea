import { Choose } from '../parts/choice.tsx';
import type { JsonSchema } from '../parts/json-schema.ts';
import { Marked } from '../parts/marked.tsx';
import { OptionsForm } from '../parts/options-form.tsx';
import { Section } from '../parts/section.tsx';
import { filters, finishing } from '../state/finishing.ts';
import { catalogue } from '../state/methods.ts';
import { texts } from '../texts/index.ts';
import type { Choice } from '../work/api.ts';

/** How raw maps become those on screen. */
export function FinishPanel() {
  const { finish: t, form } = texts.value;
  const { map, filters: known } = catalogue.value;
  return (
    <Section title={t.title} open={false}>
      <p class="hint">{t.hint}</p>
      <OptionsForm
        schema={withoutDefaults(map as JsonSchema)}
        values={finishing.value}
        change={(values) => (finishing.value = values)}
      />
      <ul class="chosen" aria-label={t.filters}>
        {filters.value.map((filter, at) => (
          <li key={`${at} ${filter.use}`}>
            <FilterOptions filter={filter} at={at} />
          </li>
        ))}
      </ul>
      <Choose
        label={t.add}
        value=""
        among={[
          { value: '', text: form.choose },
          ...known.map(({ id: value, title: text }) => ({ value, text })),
        ]}
        change={(use) => use && (filters.value = [...filters.value, { use }])}
      />
    </Section>
  );
}

function FilterOptions({ filter, at }: { filter: Choice; at: number }) {
  const { finish: t, remove } = texts.value;
  const entry = catalogue.value.filters.find(({ id }) => id === filter.use);
  const title = entry?.title ?? filter.use;
  const change = (changed: Choice) =>
    (filters.value = filters.value.map((one, i) => (i === at ? changed : one)));
  return (
    <>
      <details>
        <summary aria-label={t.options(title)}>
          <span lang="en">{title}</span>
        </summary>
        <p lang="en">
          <Marked text={entry?.summary} />
        </p>
        {entry && (
          <OptionsForm
            schema={entry.options as JsonSchema}
            values={filter.options ?? {}}
            change={(options) => change({ ...filter, options })}
          />
        )}
      </details>
      <button
        type="button"
        class="remove"
        aria-label={remove(title)}
        onClick={() => (filters.value = filters.value.filter((_, i) => i !== at))}
      >
        ×
      </button>
    </>
  );
}

/** What is not set is the method's to say. */
function withoutDefaults(schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, { default: _, ...option }]) => [
    name,
    option,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
