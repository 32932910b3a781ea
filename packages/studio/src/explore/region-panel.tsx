import { Choose } from '../parts/choice.tsx';
import type { JsonSchema } from '../parts/json-schema.ts';
import { OptionsForm } from '../parts/options-form.tsx';
import { Section } from '../parts/section.tsx';
import { Slider } from '../parts/slider.tsx';
import { focused } from '../state/maps.ts';
import { catalogue, titleOf } from '../state/methods.ts';
import { cutAt, segmentedOf, segmenter } from '../state/regions.ts';
import { inWords, texts } from '../texts/index.ts';
import type { Segmented } from '../work/api.ts';

/** What the map in focus is cut into, and by what. */
export function RegionPanel() {
  const { segments: t } = texts.value;
  const { value: pane } = focused;
  const segmented = pane && segmentedOf(pane);
  return (
    <Section title={t.title}>
      <Slider label={t.threshold} value={segmented?.thresholds.at(-1) ?? 0.5} change={cutAt} />
      <Segmenters />
      {segmented && <Regions segmented={segmented} title={titleOf(pane!.method)} />}
    </Section>
  );
}

function Segmenters() {
  const { segments: t } = texts.value;
  const { value: by } = segmenter;
  const entry = catalogue.value.segmenters.find(({ id }) => id === by.use);
  return (
    <>
      <Choose
        label={t.segmenter}
        hint={entry?.summary}
        hintLang="en"
        value={by.use}
        among={catalogue.value.segmenters.map(({ id: value, title: text }) => ({ value, text }))}
        change={(use) => (segmenter.value = { use })}
      />
      {entry && (
        <details>
          <summary>{t.options}</summary>
          <OptionsForm
            schema={entry.options as JsonSchema}
            values={by.options ?? {}}
            change={(options) => (segmenter.value = { use: by.use, options })}
          />
        </details>
      )}
    </>
  );
}

function Regions({
  segmented: { regions, blank, milliseconds },
  title,
}: {
  segmented: Segmented;
  title: string;
}) {
  const { segments: t, pane } = texts.value;
  if (regions.length === 0) return <p>{blank ? pane.blank[blank] : t.none}</p>;
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label={t.table(title)}>
      <table>
        <caption>
          {t.table(title)} <small>{t.took(inWords(milliseconds, 0))}</small>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.box}</th>
            <th scope="col">{t.area}</th>
            <th scope="col">{t.heat}</th>
          </tr>
        </thead>
        <tbody>
          {regions.map(({ box: { x0, y0, x1, y1 }, area, meanHeat }) => (
            <tr>
              <td>{`${x0}, ${y0} – ${x1}, ${y1}`}</td>
              <td>{inWords(area, 0)}</td>
              <td>{inWords(meanHeat, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
