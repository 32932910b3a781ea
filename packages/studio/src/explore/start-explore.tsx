import { render } from 'preact';
import { workOffline } from '../offline/work-offline.ts';
import { workshop } from '../state/connect.ts';
import { listenToKeys } from '../state/keys.ts';
import { askBeforeLeaving } from '../state/shapes.ts';
import { start } from '../state/start.ts';
import { blink } from '../viewer/blink.ts';
import { Explore } from './explore.tsx';

export function startExplore(root: HTMLElement): void {
  render(<Explore />, root);
  listenToKeys(window);
  askBeforeLeaving(window);
  blink(matchMedia('(prefers-reduced-motion: reduce)'));
  void start().then(() => workOffline(workshop));
}
