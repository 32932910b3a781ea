import { render } from 'preact';
import { listenToKeys } from '../state/keys.ts';
import { start } from '../state/start.ts';
import { blink } from '../viewer/blink.ts';
import { Explore } from './explore.tsx';

export function startExplore(root: HTMLElement): void {
  render(<Explore />, root);
  listenToKeys(window);
  blink(matchMedia('(prefers-reduced-motion: reduce)'));
  void start();
}
