import { RunScreen } from '../run/run-screen.tsx';
import { texts } from '../texts/index.ts';
import { ResultActions } from './panels/result-actions.tsx';
import { RunningScreen } from './running-screen.tsx';
import { SetupScreen } from './setup-screen.tsx';
import { stage } from './state/running.ts';

/** A small study: what it is made of, how far it is, and its results in the viewer of runs. */
export function Study() {
  document.title = texts.value.study.title;
  if (stage.value === 'running') return <RunningScreen />;
  if (stage.value === 'setup') return <SetupScreen />;
  return (
    <RunScreen title={texts.value.study.title}>
      <ResultActions />
    </RunScreen>
  );
}
