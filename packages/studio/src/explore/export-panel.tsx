import { save } from '../parts/save.ts';
import { Section } from '../parts/section.tsx';
import { workshop } from '../state/connect.ts';
import { image } from '../state/images.ts';
import { mapOf, panes } from '../state/maps.ts';
import { told } from '../state/problems.ts';
import { segmenter } from '../state/regions.ts';
import { shapesOn } from '../state/shapes.ts';
import { colours, cut, greyWindow, inverted, opacity, reach } from '../state/view.ts';
import { texts } from '../texts/index.ts';
import type { ExportFormat, Scene } from '../work/api.ts';

const FORMATS = ['png', 'svg', 'npy', 'csv', 'coco', 'study'] as const satisfies readonly ExportFormat[];

/** Files of what is on screen. */
export function ExportPanel() {
  const { exports: t } = texts.value;
  const { maps } = sceneNow();
  return (
    <Section title={t.title}>
      <div class="exports">
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            disabled={maps.length === 0}
            onClick={() => void told(() => exported(format))}
          >
            {t.as[format]}
          </button>
        ))}
      </div>
      <p class="hint">{t.studyHint}</p>
    </Section>
  );
}

async function exported(format: ExportFormat): Promise<void> {
  for (const { content, name } of await workshop.exported(sceneNow(), format)) save(content, name);
}

function sceneNow(): Scene {
  const { low, high } = greyWindow.value;
  return {
    maps: panes.value.flatMap((pane) => mapOf(pane)?.key ?? []),
    colourMap: colours.value,
    ...{ opacity: opacity.value, cut: cut.value, reach: reach.value },
    window: inverted.value ? [high, low] : [low, high],
    segmenter: segmenter.value,
    shapes: image.value ? shapesOn(image.value.id) : [],
  };
}
