import type { RunProgress, RunState } from '@camscope/pipeline';
import { batch, computed, signal } from '@preact/signals';
import { tell, problemOf } from '../../state/problems.ts';
import { httpFiles, Replaced } from '../data/http-files.ts';
import { openRun, type OpenRun, type RunSource } from '../data/open-run.ts';
import { readRaster } from '../data/read-raster.ts';

export interface ShownRun extends OpenRun, Pick<RunState, 'name'> {}

/** Milliseconds between two looks at whether a run has grown. */
const AGAIN = 3000;

/** One, or two side by side. */
export const runs = signal<readonly ShownRun[]>([]);

/** Whether the runs are being opened. */
export const opening = signal(true);

/** Runs that have not ended. */
export const growing = signal<readonly (RunState & { readonly progress: RunProgress })[]>([]);

/** Whether a run has ended while somebody looked on. */
export const renewed = signal(false);

export const first = computed((): ShownRun | undefined => runs.value[0]);

/** Ends the wait for the next look. */
let lookAgain: () => void = () => undefined;

/** Opens the runs of the page's server, and anew whenever the tables of one are. */
export async function followRuns(): Promise<void> {
  let known = '';
  for (;;) {
    try {
      const states = (await (await fetch('state/')).json()) as RunState[];
      const ongoing = states.flatMap(({ progress, ...state }) => (progress ? { ...state, progress } : []));
      const now = JSON.stringify(states.map(({ version }) => version));
      const isNew = now !== known && states.every(({ version }) => version !== undefined);
      opening.value = isNew && known === '';
      const opened = isNew && (await Promise.all(states.map(openOf)));
      batch(() => {
        if (opened) {
          renewed.value = ongoing.length === 0 && (known !== '' || growing.value.length > 0);
          runs.value = opened;
          known = now;
        }
        growing.value = ongoing;
      });
    } catch (thrown) {
      if (!(thrown instanceof Replaced)) tell(problemOf(thrown));
    }
    opening.value = false;
    await new Promise<void>((resolve) => {
      lookAgain = resolve;
      setTimeout(resolve, AGAIN);
    });
  }
}

/** What `work` reads of the runs, or nothing: a refusal is told, and a run whose tables are written anew just then is opened anew. */
export async function readOfRuns<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Replaced) lookAgain();
    else tell(problemOf(thrown));
    return undefined;
  }
}

/** @throws Replaced. */
export function tellUnlessReplaced(thrown: unknown): undefined {
  if (thrown instanceof Replaced) throw thrown;
  tell(problemOf(thrown));
}

/** Opens a run that came to be in this page. */
export async function showRun(name: string, source: RunSource): Promise<void> {
  opening.value = true;
  try {
    runs.value = [{ name, ...(await openRun(source)) }];
  } finally {
    opening.value = false;
  }
}

async function openOf({ name, files }: RunState, place: number): Promise<ShownRun> {
  return { name, ...(await openRun(placeOf(place, files))) };
}

/** Below the page: absolute, since a path is joined to it. */
function placeOf(run: number, names: readonly string[]): RunSource {
  const at = (folder: string) => new URL(`${folder}-${run}/`, location.href.split('#')[0]).href;
  return {
    files: httpFiles(at('run'), names),
    radiograph: ({ line }, signal) => readRaster(`${at('radiographs')}${line}`, signal),
  };
}
