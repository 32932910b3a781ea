import { useSignal } from '@preact/signals';
import { Field } from '../parts/field.tsx';
import { Section } from '../parts/section.tsx';
import { addMethod, catalogue, methods } from '../state/methods.ts';
import { texts } from '../texts/index.ts';
import type { MethodEntry } from '../work/api.ts';
import { MethodOptions } from './method-options.tsx';

export function MethodPanel() {
  const { methods: t } = texts.value;
  const search = useSignal('');
  const found = foundBy(search.value);
  return (
    <Section title={t.title}>
      <ul class="chosen" aria-label={t.shown}>
        {methods.value.map((method, at) => (
          <li key={`${at} ${method.use}`}>
            <MethodOptions method={method} at={at} />
          </li>
        ))}
      </ul>
      {methods.value.length === 0 && <p>{t.none}</p>}
      <Field label={t.search} hint={t.found(found.length)}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={search.value}
            onInput={({ currentTarget }) => (search.value = currentTarget.value)}
          />
        )}
      </Field>
      <ul class="found" aria-label={t.add}>
        {found.map((method) => (
          <li key={method.id}>
            <button type="button" title={method.summary} onClick={() => addMethod(method)}>
              <span lang="en">{method.title}</span> <small>{t.forms[method.form]}</small>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Methods whose names hold all words, before those that hold them in what they do. */
function foundBy(search: string): MethodEntry[] {
  const words = search.toLowerCase().split(/\s+/);
  const holds = (...parts: readonly string[]) => {
    const text = parts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const named = ({ id, title, short = '' }: MethodEntry) => holds(id, title, short);
  const { methods: all } = catalogue.value;
  const described = all.filter(
    (one) => !named(one) && holds(one.id, one.title, one.short ?? '', one.summary ?? ''),
  );
  return [...all.filter(named), ...described];
}
