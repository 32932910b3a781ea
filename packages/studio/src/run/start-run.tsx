import { render } from 'preact';
import { RunScreen } from './run-screen.tsx';
import { followFinding } from './state/finding.ts';
import { followAddress } from './state/following.ts';
import { followRows, stepRow } from './state/rows.ts';
import { followRuns } from './state/runs.ts';

/** Shows the runs that the page's server serves. */
export function startRun(root: HTMLElement): void {
  followAddress(window);
  render(<RunScreen />, root);
  followRun();
  void followRuns();
}

/** Keeps the rows and the finding that are shown in step with what is chosen. */
export function followRun(): void {
  followRows();
  followFinding();
  window.addEventListener('keydown', step);
}

/** `n` and `p`, wherever nobody is typing. */
function step(event: KeyboardEvent): void {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || (key !== 'n' && key !== 'p')) return;
  if (target instanceof Element && target.closest('input, select, textarea')) return;
  stepRow(key === 'n' ? 1 : -1);
}
