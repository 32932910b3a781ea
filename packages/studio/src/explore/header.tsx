import { Choose } from '../parts/choice.tsx';
import { PageSettings } from '../parts/page-settings.tsx';
import { keysPanel } from '../state/keys.ts';
import { compute, provider, started, wanted } from '../state/provider.ts';
import { STUDY_ADDRESS } from '../state/way.ts';
import { texts } from '../texts/index.ts';

export function Header() {
  const { value: t } = texts;
  return (
    <header>
      <h1>{t.title}</h1>
      <p class="provider" role="status">
        {told()} · {t.stays}
      </p>
      {started.value && started.value.available.length > 1 && (
        <Choose
          label={t.computes}
          value={provider.value!}
          among={started.value.available.map((value) => ({ value, text: t.providers[value] }))}
          change={compute}
        />
      )}
      <a class="button" href={STUDY_ADDRESS} target="_blank">
        {t.study.open}
      </a>
      <button type="button" aria-keyshortcuts="?" onClick={() => (keysPanel.value = true)}>
        {t.keys.open}
      </button>
      <PageSettings />
    </header>
  );
}

/** What computes, and why. */
function told(): string {
  const { value: t } = texts;
  const { value: now } = started;
  if (!now) return t.starting;
  const why = wanted.value ? 'asked' : now.why;
  const name = t.providers[provider.value!];
  return `${provider.value === 'wasm' ? t.provider(name, now.threads) : name} · ${t.why[why]}`;
}
