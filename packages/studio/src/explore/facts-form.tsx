import type { ModelCard } from '@camscope/core';
import { Field } from '../parts/field.tsx';
import { reopenNetwork } from '../state/opening.ts';
import { texts } from '../texts/index.ts';
import type { OpenedNetwork } from '../work/api.ts';

const ACTIVATIONS = ['sigmoid', 'softmax', 'none'] as const;
/** Lists of numbers, as they are typed. */
const NUMBERS = ['size', 'range', 'mean', 'std'] as const;
const FITS = ['stretch', 'centre-crop'] as const;

/** What a model card says, as a form: those facts that nobody stated are marked. */
export function FactsForm({ network }: { network: OpenedNetwork }) {
  const { network: t } = texts.value;
  const { card } = network;
  const isGuess = (fact: string) =>
    network.facts.some((known) => known.fact === fact && known.origin.from === 'guess') ? ` (${t.mark})` : '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void reopenNetwork(network.id, cardOf(new FormData(event.currentTarget as HTMLFormElement), card));
  };
  return (
    <form class="options" onSubmit={submit}>
      <Field label={t.facts.labels + isGuess('labels')}>
        {(ids) => (
          <textarea
            {...ids}
            name="labels"
            rows={5}
            defaultValue={(card.labels ?? network.labels).join('\n')}
          />
        )}
      </Field>
      <Pick
        name="activation"
        label={t.facts.activation + isGuess('activation')}
        among={ACTIVATIONS}
        value={network.activation}
      />
      <Pick
        name="layer"
        label={t.facts.layer + isGuess('layer')}
        among={network.layers.map(({ name }) => name)}
        value={network.layer}
      />
      {NUMBERS.map((name) => (
        <Text
          key={name}
          name={name}
          label={t.facts[name] + isGuess('preprocessing')}
          value={card.preprocessing?.[name].join(' ')}
        />
      ))}
      <Pick
        name="fit"
        label={t.facts.fit + isGuess('preprocessing')}
        among={FITS}
        value={card.preprocessing?.fit}
      />
      <button type="submit">{t.apply}</button>
    </form>
  );
}

function Pick({
  name,
  label,
  among,
  value,
}: {
  name: string;
  label: string;
  among: readonly string[];
  value?: string;
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} name={name} defaultValue={value}>
          {among.map((one) => (
            <option key={one} value={one} selected={one === value}>
              {one}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Text({ name, label, value = '' }: { name: string; label: string; value?: string }) {
  return (
    <Field label={label}>{(ids) => <input {...ids} name={name} type="text" defaultValue={value} />}</Field>
  );
}

/** The worker checks it as it checks a file. */
function cardOf(form: FormData, { preprocessing, ...stated }: ModelCard): ModelCard {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const numbers = (name: string) =>
    text(name)
      .split(/[\s,×x]+/)
      .filter(Boolean)
      .map(Number);
  return {
    ...stated,
    labels: text('labels')
      .split('\n')
      .map((label) => label.trim())
      .filter(Boolean),
    activation: text('activation') as ModelCard['activation'],
    layer: text('layer') || undefined,
    ...(preprocessing && {
      preprocessing: {
        ...preprocessing,
        size: numbers('size') as [number, number],
        range: numbers('range') as [number, number],
        mean: numbers('mean'),
        std: numbers('std'),
        fit: text('fit') as (typeof FITS)[number],
      },
    }),
  };
}
