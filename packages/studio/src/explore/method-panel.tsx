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
  /** The one that Tab comes to: arrows walk to the others. */
  const reached = useSignal(0);
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
      <div class="found" role="toolbar" aria-orientation="vertical" aria-label={t.add} onKeyDown={walk}>
        {found.map((method, at) => (
          <button
            key={method.id}
            type="button"
            title={method.summary}
            tabIndex={at === Math.min(reached.value, found.length - 1) ? 0 : -1}
            onFocus={() => (reached.value = at)}
            onClick={() => addMethod(method)}
          >
            <span lang="en">{method.title}</span> <small>{t.forms[method.form]}</small>
          </button>
        ))}
      </div>
    </Section>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

function walk(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const from = buttons.findIndex((one) => one === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, from + step))]?.focus();
  event.preventDefault();
  event.stopPropagation();
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
