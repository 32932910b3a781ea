import { FileButton } from '../../parts/file-button.tsx';
import type { JsonSchema } from '../../parts/json-schema.ts';
import { OptionsForm } from '../../parts/options-form.tsx';
import { Section } from '../../parts/section.tsx';
import { phantoms } from '../../state/start.ts';
import { texts } from '../../texts/index.ts';
import { annotations, radiographs, reader, readerOptions, takeFiles } from '../state/setup.ts';

/** Radiographs, and what was drawn on them. */
export function DataPanel() {
  const { remove, study: t } = texts.value;
  const { value: file } = annotations;
  const own = radiographs.value.length > 0 || file !== undefined;
  return (
    <Section title={t.data}>
      <FileButton text={t.choose} take={(files) => void takeFiles(files)} />
      <p class="hint">{t.dataHint}</p>
      {!own && <p>{t.phantoms(phantoms.value.radiographs.length)}</p>}
      <ul class="images" aria-label={t.radiographs}>
        {radiographs.value.map(({ name }) => (
          <li key={name}>
            <span>{name}</span>
            <button
              type="button"
              class="remove"
              aria-label={remove(name)}
              onClick={() => (radiographs.value = radiographs.value.filter((one) => one.name !== name))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {file && <Annotations name={file.name} />}
    </Section>
  );
}

function Annotations({ name }: { readonly name: string }) {
  const { remove, study: t } = texts.value;
  const { value: by } = reader;
  return (
    <>
      <p class="file">
        {t.drawn(name)}{' '}
        <button
          type="button"
          class="remove"
          aria-label={remove(name)}
          onClick={() => (annotations.value = undefined)}
        >
          ×
        </button>
      </p>
      {by && (
        <details>
          <summary>{t.reading}</summary>
          <OptionsForm
            schema={ofContent(by.options as JsonSchema)}
            values={readerOptions.value}
            change={(values) => (readerOptions.value = values)}
          />
        </details>
      )}
    </>
  );
}

/** What the folder of the study settles. */
const SETTLED = ['images', 'annotations', 'labels', 'missing'];

function ofContent(schema: JsonSchema): JsonSchema {
  const left = Object.entries(schema.properties ?? {}).filter(([name]) => !SETTLED.includes(name));
  return { ...schema, properties: Object.fromEntries(left) };
}
