import { keepSettings } from './state/settings.ts';
import { isOfRun } from './run/state/look.ts';

keepSettings(localStorage);
const root = document.getElementById('app')!;
if (isOfRun(location.hash)) {
  const { startRun } = await import('./run/start-run.tsx');
  startRun(root);
} else {
  const { startExplore } = await import('./explore/start-explore.tsx');
  startExplore(root);
}
