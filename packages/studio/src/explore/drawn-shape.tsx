import { useSignal } from '@preact/signals';
import type { Box, Polygon } from '@camscope/core';
import { Field } from '../parts/field.tsx';
import { cornersOf } from '../state/shapes.ts';
import { texts } from '../texts/index.ts';
import type { OpenedImage, Shape } from '../work/api.ts';

const SIDES = ['x0', 'y0', 'x1', 'y1'] as const;

interface RowProps {
  readonly shape: Shape;
  readonly at: number;
  readonly size: OpenedImage;
  change(shape: Shape): void;
  drop(): void;
}

/** A drawn shape in numbers, which can be changed. */
export function ShapeRow({ shape, at, size, change, drop }: RowProps) {
  const { drawn: t, remove } = texts.value;
  const name = 'box' in shape ? t.box(at + 1) : t.polygon(at + 1);
  return (
    <li>
      {'box' in shape ? (
        <BoxFields {...{ name, size }} box={shape.box} change={(box) => change({ box })} />
      ) : (
        <CornerField name={name} polygon={shape.polygon} change={(polygon) => change({ polygon })} />
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

interface CornerProps {
  readonly name: string;
  readonly polygon: Polygon;
  change(polygon: Polygon): void;
}

function CornerField({ name, polygon, change }: CornerProps) {
  const { drawn: t } = texts.value;
  const invalid = useSignal(false);
  const take = (text: string) => {
    const corners = cornersOf(text);
    invalid.value = corners === undefined;
    if (corners) change(corners);
  };
  return (
    <div class="polygon">
      <Field label={`${name}: ${t.cornerCount(polygon.length)}`}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            value={polygon
              .map((corner) => corner.map((place) => Number(place.toFixed(1))).join(','))
              .join(' ')}
            aria-invalid={invalid.value}
            onChange={({ currentTarget }) => take(currentTarget.value)}
          />
        )}
      </Field>
      {invalid.value && <p class="invalid">{t.tooFew}</p>}
    </div>
  );
}
