import { Section } from '../parts/section.tsx';
import { answer } from '../state/maps.ts';
import { network, target } from '../state/network.ts';
import { inWords, texts } from '../texts/index.ts';

/** Of a network of many classes, those of the highest scores are listed. */
const MOST = 20;

export function ClassPanel() {
  const { classes: t } = texts.value;
  const { value: open } = network;
  const { value: known } = answer;
  if (!open) return null;
  const shares = open.activation === 'none' ? known?.logits : known?.probabilities;
  const isShown = (index: number) => index === target.value || rankOf(index, known?.logits) < MOST;
  return (
    <Section title={t.title}>
      <fieldset class="classes">
        <legend class="hidden">{t.label}</legend>
        <label>
          <input
            type="radio"
            name="class"
            checked={target.value === 'top1'}
            onChange={() => (target.value = 'top1')}
          />
          {t.top}
        </label>
        {open.labels.map((label, index) =>
          isShown(index) ? (
            <label key={label} data-explained={index === known?.target}>
              <input
                type="radio"
                name="class"
                checked={target.value === index}
                onChange={() => (target.value = index)}
              />
              <span>{label}</span>
              {shares && <Share value={shares[index]} isProbability={open.activation !== 'none'} />}
            </label>
          ) : null,
        )}
      </fieldset>
      {!known && <p class="hint">{t.waiting}</p>}
      {open.activation === 'none' && <p class="hint">{t.logit}</p>}
    </Section>
  );
}

function Share({ value, isProbability }: { value: number; isProbability: boolean }) {
  return (
    <span class="share">
      {isProbability && (
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect width={100 * value} height="6" />
        </svg>
      )}
      {inWords(value, isProbability ? 3 : 2)}
    </span>
  );
}

function rankOf(index: number, logits: Float32Array | undefined): number {
  return logits ? logits.filter((score) => score > logits[index]).length : index;
}
