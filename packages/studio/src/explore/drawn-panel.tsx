import { useSignal } from '@preact/signals';
import type { Box } from '@camscope/core';
import { Field } from '../parts/field.tsx';
import { Section } from '../parts/section.tsx';
import { image } from '../state/images.ts';
import { addShape, cornersOf, setShapes, shapesOn } from '../state/shapes.ts';
import { texts } from '../texts/index.ts';
import type { OpenedImage, Shape } from '../work/api.ts';
import { ShapeRow } from './drawn-shape.tsx';

/** What the reader drew, and a way to write it without a mouse. */
export function DrawnPanel() {
  const { drawn: t } = texts.value;
  const { value: seen } = image;
  if (!seen) return null;
  const shapes = shapesOn(seen.id);
  const set = (now: readonly Shape[]) => setShapes(seen.id, now);
  return (
    <Section title={t.title}>
      <p class="hint">{t.hint}</p>
      <p class="hint">{t.polygonHint}</p>
      <ul class="shapes-list" aria-label={t.list}>
        {shapes.map((shape, at) => (
          <ShapeRow
            key={at}
            {...{ shape, at, size: seen }}
            change={(changed) => set(shapes.map((one, i) => (i === at ? changed : one)))}
            drop={() => set(shapes.filter((_, i) => i !== at))}
          />
        ))}
      </ul>
      <button type="button" onClick={() => addShape(seen.id, { box: middleOf(seen) })}>
        {t.addBox}
      </button>
      <PolygonField image={seen.id} />
      {seen.drawn.map(({ label, reader, boxes }) => (
        <button key={`${label} ${reader}`} type="button" onClick={() => set(boxes.map((box) => ({ box })))}>
          {t.take(label, reader, boxes.length)}
        </button>
      ))}
      {shapes.length > 0 && (
        <button type="button" onClick={() => set([])}>
          {t.clear}
        </button>
      )}
    </Section>
  );
}

function PolygonField({ image: id }: { image: string }) {
  const { drawn: t } = texts.value;
  const text = useSignal('');
  const invalid = useSignal(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const polygon = cornersOf(text.value);
    invalid.value = polygon === undefined;
    if (!polygon) return;
    addShape(id, { polygon });
    text.value = '';
  };
  return (
    <form class="polygon" onSubmit={submit}>
      <Field label={t.corners}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            value={text.value}
            aria-invalid={invalid.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        )}
      </Field>
      {invalid.value && <p class="invalid">{t.tooFew}</p>}
      <button type="submit">{t.addPolygon}</button>
    </form>
  );
}

/** A box to begin with: the middle of the image, on whole pixels. */
function middleOf({ width, height }: OpenedImage): Box {
  const at = (share: number, side: number) => Math.round(share * side);
  return { x0: at(0.4, width), y0: at(0.4, height), x1: at(0.6, width), y1: at(0.6, height) };
}
