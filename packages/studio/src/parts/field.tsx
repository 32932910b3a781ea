import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Marked } from './marked.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** What may be given, in the page's language. */
  readonly range?: string;
  /** Language of the label and hint, where it is not the page's. */
  readonly lang?: string;
  /** Of the hint alone. */
  readonly hintLang?: string;
  children(ids: { readonly id: string; readonly 'aria-describedby'?: string }): ComponentChildren;
}

/** A control with its label above it, and what explains it below. */
export function Field({ label, hint, range, lang, hintLang = lang, children }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} lang={lang}>
        {label}
      </label>
      {children(hint || range ? { id, 'aria-describedby': `${id}-hint` } : { id })}
      {(hint || range) && (
        <p class="hint" id={`${id}-hint`}>
          {hint && (
            <span lang={hintLang}>
              <Marked text={hint} />
            </span>
          )}
          {hint && range && ' · '}
          {range}
        </p>
      )}
    </div>
  );
}
