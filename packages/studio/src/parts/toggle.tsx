interface Props {
  readonly text: string;
  readonly on: boolean;
  readonly keys?: string;
  readonly disabled?: boolean;
  change(on: boolean): void;
}

/** A button that stays pressed. */
export function Toggle({ text, on, keys, disabled, change }: Props) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-keyshortcuts={keys}
      title={keys && `${text} (${keys})`}
      disabled={disabled}
      onClick={() => change(!on)}
    >
      {text}
    </button>
  );
}
