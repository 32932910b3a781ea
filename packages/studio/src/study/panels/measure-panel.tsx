import type { JsonSchema } from '../../parts/json-schema.ts';
import { OptionsForm } from '../../parts/options-form.tsx';
import { Section } from '../../parts/section.tsx';
import { catalogue } from '../../state/methods.ts';
import { texts } from '../../texts/index.ts';
import type { CatalogueEntry, Choice } from '../../work/api.ts';
import { metrics, segmenters, studyCatalogue } from '../state/setup.ts';

/** Segmenters and metrics. */
export function MeasurePanel() {
  const { study: t } = texts.value;
  const { metrics: wanted = [] } = studyCatalogue.value ?? {};
  return (
    <Section title={t.measures}>
      <fieldset>
        <legend>{t.segmenters}</legend>
        {catalogue.value.segmenters.map((entry) => (
          <Segmenter key={entry.id} entry={entry} />
        ))}
      </fieldset>
      <fieldset>
        <legend>{t.metrics}</legend>
        {catalogue.value.metrics
          .filter(({ id }) => wanted.includes(id))
          .map(({ id, title, summary }) => (
            <Tick
              key={id}
              {...{ title, summary }}
              on={metrics.value.includes(id)}
              change={(on) => (metrics.value = ticked(metrics.value, id, on))}
            />
          ))}
      </fieldset>
    </Section>
  );
}

function Segmenter({ entry }: { readonly entry: CatalogueEntry }) {
  const { id, title, summary } = entry;
  const { segments: t } = texts.value;
  const { value: chosen } = segmenters;
  const own = chosen.find(({ use }) => use === id);
  const others = chosen.filter(({ use }) => use !== id);
  const take = (one: Choice) => (segmenters.value = [...others, one]);
  return (
    <>
      <Tick
        {...{ title, summary }}
        on={own !== undefined}
        change={(on) => (on ? take({ use: id }) : (segmenters.value = others))}
      />
      {own && (
        <details>
          <summary aria-label={`${t.options}: ${title}`}>{t.options}</summary>
          <OptionsForm
            schema={entry.options as JsonSchema}
            values={own.options ?? {}}
            change={(options) => take({ use: id, options })}
          />
        </details>
      )}
    </>
  );
}

interface TickProps {
  readonly title: string;
  readonly summary?: string;
  readonly on: boolean;
  change(on: boolean): void;
}

function Tick({ title, summary, on, change }: TickProps) {
  return (
    <label class="tick" title={summary} lang="en">
      <input type="checkbox" checked={on} onChange={({ currentTarget }) => change(currentTarget.checked)} />
      {title}
    </label>
  );
}

function ticked(all: readonly string[], id: string, on: boolean): string[] {
  const others = all.filter((one) => one !== id);
  return on ? [...others, id] : others;
}
