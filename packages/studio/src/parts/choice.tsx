import { Field } from './field.tsx';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly among: readonly { readonly value: Value; readonly text: string }[];
  readonly hint?: string;
  readonly lang?: string;
  readonly hintLang?: string;
  change(value: Value): void;
}

/** One of several, in a list that opens. */
export function Choose<Value extends string>({ value, among, change, ...field }: Props<Value>) {
  return (
    <Field {...field}>
      {(ids) => (
        <select {...ids} value={value} onChange={({ currentTarget }) => change(currentTarget.value as Value)}>
          {among.map((one) => (
            <option key={one.value} value={one.value}>
              {one.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
