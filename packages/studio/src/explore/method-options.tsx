import { publicationText } from './publication.ts';
import { Choose } from '../parts/choice.tsx';
import type { JsonSchema } from '../parts/json-schema.ts';
import { Marked } from '../parts/marked.tsx';
import { OptionsForm } from '../parts/options-form.tsx';
import {
  catalogue,
  changeMethod,
  describe,
  removeMethod,
  titleOf,
  type ChosenMethod,
} from '../state/methods.ts';
import { texts } from '../texts/index.ts';
import type { MethodEntry } from '../work/api.ts';

/** A shown method: its options, which unfold. */
export function MethodOptions({ method, at }: { method: ChosenMethod; at: number }) {
  const { methods: t, remove } = texts.value;
  const entry = describe(method.use);
  const title = titleOf(method);
  return (
    <>
      <details>
        <summary aria-label={t.options(title)}>
          <span lang="en">{title}</span>
        </summary>
        {entry && <Choices entry={entry} method={method} change={(changed) => changeMethod(at, changed)} />}
      </details>
      <button type="button" class="remove" aria-label={remove(title)} onClick={() => removeMethod(at)}>
        ×
      </button>
    </>
  );
}

interface Props {
  readonly entry: MethodEntry;
  readonly method: ChosenMethod;
  change(method: ChosenMethod): void;
}

function Choices({ entry, method, change }: Props) {
  const { methods: t } = texts.value;
  const { preset = '', ...options } = (method.options ?? {}) as { preset?: string };
  const schema = entry.options as JsonSchema;
  const under = entry.presets.find(({ name }) => name === preset)?.options ?? {};
  const set = (name: string, values: Readonly<Record<string, unknown>>) =>
    change({ ...method, options: name ? { preset: name, ...values } : values });
  return (
    <>
      <p lang="en">
        <Marked text={entry.summary} />
      </p>
      <p class="hint" lang="en">
        {publicationText(entry.citation)}
      </p>
      {entry.takes && <Inner entry={entry} method={method} change={change} />}
      {entry.presets.length > 0 && (
        <Choose
          label={t.preset}
          hint={entry.presets.find(({ name }) => name === preset)?.summary}
          hintLang="en"
          value={preset}
          among={[
            { value: '', text: t.noPreset },
            ...entry.presets.map(({ name }) => ({ value: name, text: name })),
          ]}
          change={(name) => set(name, {})}
        />
      )}
      {Object.keys(schema.properties ?? {}).length === 0 ? (
        <p class="hint">{t.noOptions}</p>
      ) : (
        <OptionsForm
          schema={withDefaults(schema, under)}
          values={options}
          change={(values) => set(preset, values)}
        />
      )}
    </>
  );
}

/** What a method of others is made of. */
function Inner({ entry, method, change }: Props) {
  const { methods: t } = texts.value;
  const of = method.of ?? [];
  const among = catalogue.value.methods
    .filter(({ form }) => form !== 'combinator')
    .map(({ id: value, title: text }) => ({ value, text }));
  const set = (at: number, use: string) =>
    change({ ...method, of: of.map((one, i) => (i === at ? { use } : one)) });
  return (
    <>
      {of.map((inner, at) => (
        <Choose
          key={at}
          label={of.length > 1 ? `${t.of} (${at + 1})` : t.of}
          value={inner.use}
          among={among}
          change={(use) => set(at, use)}
        />
      ))}
      {entry.takes === 'many' && (
        <button type="button" onClick={() => change({ ...method, of: [...of, { use: 'grad-cam' }] })}>
          {t.addInner}
        </button>
      )}
    </>
  );
}

/** A preset's values stand for defaults: options given beside it outdo them. */
function withDefaults(schema: JsonSchema, preset: Readonly<Record<string, unknown>>): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, option]) => [
    name,
    name in preset ? { ...option, default: preset[name] } : option,
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
