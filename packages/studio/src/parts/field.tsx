import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** Language of the label and hint, where it is not the page's. */
  readonly lang?: string;
  children(ids: { readonly id: string; readonly 'aria-describedby'?: string }): ComponentChildren;
}

/** A control with its label above it, and what explains it below. */
export function Field({ label, hint, lang, children }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} lang={lang}>
        {label}
      </label>
      {children(hint ? { id, 'aria-describedby': `${id}-hint` } : { id })}
      {hint && (
        <p class="hint" id={`${id}-hint`} lang={lang}>
          {hint}
        </p>
      )}
    </div>
  );
}
