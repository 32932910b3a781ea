import { Field } from '../../parts/field.tsx';

interface EndProps {
  readonly label: string;
  readonly value: number;
  /** What an empty field stands for. */
  readonly open: number;
  set(value: number): void;
}

/** One end of a stretch of values, as a number. */
export function End({ label, value, open, set }: EndProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          step="any"
          value={Number.isFinite(value) ? value : ''}
          onChange={({ currentTarget }) =>
            set(currentTarget.value === '' ? open : currentTarget.valueAsNumber)
          }
        />
      )}
    </Field>
  );
}
