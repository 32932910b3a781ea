import { compute, provider, started, wanted } from '../state/provider.ts';
import { texts } from '../texts/index.ts';
import { Choose } from './choice.tsx';

/** What computes, why, and, unless that is settled, what could instead. */
export function Computes({ settled = false }: { readonly settled?: boolean }) {
  const { value: t } = texts;
  const { available = [] } = started.value ?? {};
  return (
    <>
      <p class="provider" role="status">
        {told()} · {t.stays}
      </p>
      {!settled && available.length > 1 && (
        <Choose
          label={t.computes}
          value={provider.value!}
          among={available.map((value) => ({ value, text: t.providers[value] }))}
          change={compute}
        />
      )}
    </>
  );
}

function told(): string {
  const { value: t } = texts;
  const { value: now } = started;
  if (!now) return t.starting;
  const why = wanted.value ? 'asked' : now.why;
  const name = t.providers[provider.value!];
  return `${provider.value === 'wasm' ? t.provider(name, now.threads) : name} · ${t.why[why]}`;
}
