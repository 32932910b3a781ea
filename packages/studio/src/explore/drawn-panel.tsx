import { useSignal } from '@preact/signals';
import type { Box } from '@camscope/core';
import { Field } from '../parts/field.tsx';
import { Section } from '../parts/section.tsx';
import { image } from '../state/images.ts';
import { addShape, cornersOf, setShapes, shapesOn } from '../state/shapes.ts';
import { texts } from '../texts/index.ts';
import type { OpenedImage, Shape } from '../work/api.ts';

const SIDES = ['x0', 'y0', 'x1', 'y1'] as const;

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

interface RowProps {
  readonly shape: Shape;
  readonly at: number;
  readonly size: OpenedImage;
  change(shape: Shape): void;
  drop(): void;
}

function ShapeRow({ shape, at, size, change, drop }: RowProps) {
  const { drawn: t, remove } = texts.value;
  const name = 'box' in shape ? t.box(at + 1) : t.polygon(at + 1);
  return (
    <li>
      {'box' in shape ? (
        <BoxFields {...{ name, size }} box={shape.box} change={(box) => change({ box })} />
      ) : (
        <span>
          {name}: {t.cornerCount(shape.polygon.length)}
        </span>
      )}
      <button type="button" class="remove" aria-label={remove(name)} onClick={drop}>
        ×
      </button>
    </li>
  );
}

interface BoxProps {
  readonly name: string;
  readonly box: Box;
  readonly size: OpenedImage;
  change(box: Box): void;
}

function BoxFields({ name, box, size, change }: BoxProps) {
  const { drawn: t } = texts.value;
  return (
    <fieldset class="sides">
      <legend>{name}</legend>
      {SIDES.map((side) => (
        <label key={side}>
          {t.side[side]}
          <input
            type="number"
            min={0}
            max={side.startsWith('x') ? size.width : size.height}
            step="any"
            value={Number(box[side].toFixed(1))}
            onChange={({ currentTarget }) =>
              currentTarget.reportValidity() && change({ ...box, [side]: currentTarget.valueAsNumber })
            }
          />
        </label>
      ))}
    </fieldset>
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
