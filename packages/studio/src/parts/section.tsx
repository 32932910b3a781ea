import type { ComponentChildren } from 'preact';

/** A part of a sidebar under a heading, which folds. */
export function Section({
  title,
  open = true,
  children,
}: {
  title: string;
  open?: boolean;
  children: ComponentChildren;
}) {
  return (
    <details class="section" open={open}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div class="body">{children}</div>
    </details>
  );
}
