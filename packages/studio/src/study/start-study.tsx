import { render } from 'preact';
import { workOffline } from '../offline/work-offline.ts';
import { followRun } from '../run/start-run.tsx';
import { workshop } from '../state/connect.ts';
import { startSetup } from './state/setup.ts';
import { askBeforeLeaving } from './state/running.ts';
import { Study } from './study.tsx';

export function startStudy(root: HTMLElement): void {
  render(<Study />, root);
  followRun();
  askBeforeLeaving(window);
  void startSetup().then(() => workOffline(workshop));
}
