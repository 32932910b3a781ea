import { inWords } from '../texts/index.ts';
import { Field } from './field.tsx';

interface Props {
  readonly label: string;
  readonly value: number;
  change(value: number): void;
}

/** A share in [0, 1], in hundredths. */
export function Slider({ label, value, change }: Props) {
  return (
    <Field label={label}>
      {(ids) => (
        <span class="slider">
          <input
            {...ids}
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={value}
            onInput={({ currentTarget }) => change(currentTarget.valueAsNumber)}
          />
          <output for={ids.id}>{inWords(value, 2)}</output>
        </span>
      )}
    </Field>
  );
}
