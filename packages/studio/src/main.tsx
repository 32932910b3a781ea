import { keepSettings } from './state/settings.ts';
import { wayOf } from './state/way.ts';

await keepSettings(localStorage);
const root = document.getElementById('app')!;
const way = wayOf(location.hash);
addEventListener('hashchange', (event) => {
  if (wayOf(location.hash) === way) return;
  // Whoever follows the address would write it anew.
  event.stopImmediatePropagation();
  location.reload();
});
if (way === 'view') {
  const { startRun } = await import('./run/start-run.tsx');
  startRun(root);
} else if (way === 'study') {
  const { startStudy } = await import('./study/start-study.tsx');
  startStudy(root);
} else {
  const { startExplore } = await import('./explore/start-explore.tsx');
  startExplore(root);
}
