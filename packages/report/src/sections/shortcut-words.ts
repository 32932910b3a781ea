import type { Interval } from '@camscope/statistics';
import type { Shortcut } from '../analysis/shortcuts.ts';
import { clip } from '../text/clip.ts';
import { wholePercent } from '../text/numbers.ts';

/** `the marker`, where it has a name. */
export function shortcutName({ name }: Shortcut): string {
  return name === undefined ? 'the shortcut' : `the ${clip(name)}`;
}

/** `9 of 12`, `none of 12`; `46% of 12` where readers differ, and the count is none. */
export function outOf({ estimate, cases }: Interval): string {
  const hits = (estimate ?? 0) * cases;
  const whole = Math.abs(hits - Math.round(hits)) < 1e-6;
  return `${whole ? Math.round(hits) || 'none' : wholePercent(estimate ?? 0)} of ${cases}`;
}
