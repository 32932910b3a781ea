import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../texts/index.ts';

interface Props {
  readonly title: string;
  readonly open: Signal<boolean>;
  readonly children: ComponentChildren;
}

/** The browser's own modal dialog: it keeps the focus, and Escape closes it. */
export function Dialog({ title, open, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open.value) dialog.current!.showModal();
    else dialog.current!.close();
  }, [open.value]);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => (open.value = false)}>
      <h2 id={id}>{title}</h2>
      {children}
      <button type="button" autofocus onClick={() => (open.value = false)}>
        {texts.value.close}
      </button>
    </dialog>
  );
}
