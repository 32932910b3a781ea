interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly among: readonly { readonly value: Value; readonly text: string; readonly key?: string }[];
  change(value: Value): void;
}

/** One of a few, as buttons side by side. */
export function Segmented<Value extends string>({ label, value, among, change }: Props<Value>) {
  return (
    <div class="segmented" role="group" aria-label={label}>
      {among.map((one) => (
        <button
          key={one.value}
          type="button"
          aria-pressed={one.value === value}
          aria-keyshortcuts={one.key}
          title={one.key && `${one.text} (${one.key})`}
          onClick={() => change(one.value)}
        >
          {one.text}
        </button>
      ))}
    </div>
  );
}
