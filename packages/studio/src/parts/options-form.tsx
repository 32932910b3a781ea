import { useSignal } from '@preact/signals';
import { texts } from '../texts/index.ts';
import { Choose } from './choice.tsx';
import { Field } from './field.tsx';
import { boundOf, rangeInWords, type JsonSchema } from './json-schema.ts';

type Values = Readonly<Record<string, unknown>>;

interface Props {
  readonly schema: JsonSchema;
  /** Those that differ from the defaults. */
  readonly values: Values;
  change(values: Values): void;
}

/** A form for options, made of their JSON schema. What equals the default is left out of the values. */
export function OptionsForm({ schema, values, change }: Props) {
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values;
    const isDefault = JSON.stringify(value) === JSON.stringify(schema.properties?.[name].default);
    change(isDefault ? others : { ...others, [name]: value });
  };
  return (
    <div class="options">
      {Object.entries(schema.properties ?? {}).map(([name, option]) => (
        <OptionField
          key={name}
          name={name}
          schema={option}
          value={name in values ? values[name] : option.default}
          change={(value) => set(name, value)}
        />
      ))}
    </div>
  );
}

interface OptionProps {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly value: unknown;
  change(value: unknown): void;
}

function OptionField(props: OptionProps) {
  const { schema } = props;
  if (schema.enum) return <EnumField {...props} among={schema.enum} />;
  if (schema.type === 'boolean') return <BooleanField {...props} />;
  if (schema.type === 'number' || schema.type === 'integer') return <NumberField {...props} />;
  return <JsonField {...props} />;
}

function EnumField({
  name,
  schema,
  value,
  among,
  change,
}: OptionProps & { among: readonly (string | number)[] }) {
  const options = among.map((one) => ({ value: String(one), text: String(one) }));
  const missing = schema.default === undefined ? [{ value: '', text: texts.value.form.missing }] : [];
  return (
    <Choose
      label={name}
      hint={schema.description}
      lang="en"
      value={value === undefined ? '' : String(value)}
      among={[...missing, ...options]}
      change={(chosen) => change(among.find((one) => String(one) === chosen))}
    />
  );
}

function BooleanField({ name, schema, value, change }: OptionProps) {
  return (
    <Field label={name} hint={schema.description} lang="en">
      {(ids) => (
        <input
          {...ids}
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
      )}
    </Field>
  );
}

function NumberField({ name, schema, value, change }: OptionProps) {
  return (
    <Field label={name} hint={schema.description} range={rangeInWords(schema, texts.value)} lang="en">
      {(ids) => (
        <input
          {...ids}
          type="number"
          step={schema.type === 'integer' ? 1 : 'any'}
          min={boundOf(schema.minimum)}
          max={boundOf(schema.maximum)}
          value={typeof value === 'number' ? value : ''}
          onChange={({ currentTarget }) => {
            if (!currentTarget.checkValidity()) currentTarget.reportValidity();
            else change(currentTarget.value === '' ? undefined : currentTarget.valueAsNumber);
          }}
        />
      )}
    </Field>
  );
}

/** Words, lists and records: words as they are, the rest as JSON. */
function JsonField({ name, schema, value, change }: OptionProps) {
  const { form: t } = texts.value;
  const invalid = useSignal(false);
  const isText = schema.type === 'string';
  const spelt = value === undefined ? '' : isText ? String(value) : JSON.stringify(value);
  const take = (text: string) => {
    try {
      change(text === '' ? undefined : isText ? text : JSON.parse(text));
      invalid.value = false;
    } catch {
      invalid.value = true; // Told beside the field.
    }
  };
  return (
    <Field label={isText ? name : `${name} (${t.json})`} hint={schema.description} lang="en">
      {(ids) => (
        <>
          <input
            {...ids}
            type="text"
            value={spelt}
            placeholder={t.missing}
            aria-invalid={invalid.value}
            onChange={({ currentTarget }) => take(currentTarget.value)}
          />
          {invalid.value && <p class="invalid">{t.invalid}</p>}
        </>
      )}
    </Field>
  );
}
