import { batch, computed, signal } from '@preact/signals';
import { tell, problemOf } from '../../state/problems.ts';
import { httpFiles } from '../data/http-files.ts';
import { openRun, type OpenRun, type RunSource } from '../data/open-run.ts';
import { readRaster } from '../data/read-raster.ts';

/** A run as its server tells of it. */
export interface RunState {
  readonly name: string;
  /** Changes whenever its tables are written anew. */
  readonly version: string;
  /** How far it is, where it has no tables yet. */
  readonly progress?: Progress;
}

export interface Progress {
  readonly units: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds; null where nobody knows. */
  readonly timeLeft: number | null;
}

export interface ShownRun extends OpenRun, RunState {}

/** Milliseconds between two looks at whether a run has grown. */
const AGAIN = 3000;

/** One, or two side by side. */
export const runs = signal<readonly ShownRun[]>([]);

/** Whether the runs are being opened. */
export const opening = signal(true);

/** Runs without tables so far; of one that goes on, those that it had stay on screen. */
export const growing = signal<readonly (RunState & { readonly progress: Progress })[]>([]);

/** Whether what is shown came while somebody looked on. */
export const renewed = signal(false);

export const first = computed((): ShownRun | undefined => runs.value[0]);

/** Opens the runs of the page's server, and anew whenever one has grown. */
export async function followRuns(): Promise<void> {
  let known = '';
  for (;;) {
    try {
      const states = (await (await fetch('state/')).json()) as RunState[];
      const unfinished = states.flatMap(({ progress, ...state }) => (progress ? { ...state, progress } : []));
      const now = JSON.stringify(states);
      if (unfinished.length === 0 && now !== known) {
        opening.value = known === '';
        const opened = await Promise.all(
          states.map(async (state, i) => ({ ...state, ...(await openRun(placeOf(i))) })),
        );
        batch(() => {
          renewed.value = known !== '';
          runs.value = opened;
        });
      }
      growing.value = unfinished;
      known = now;
    } catch (thrown) {
      tell(problemOf(thrown));
    }
    opening.value = false;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

/** Opens a run that came to be in this page. */
export async function showRun(name: string, source: RunSource): Promise<void> {
  opening.value = true;
  try {
    runs.value = [{ name, version: '', ...(await openRun(source)) }];
  } finally {
    opening.value = false;
  }
}

/** Below the page: absolute, since a path is joined to it. */
function placeOf(run: number): RunSource {
  const at = (folder: string) => new URL(`${folder}-${run}/`, location.href.split('#')[0]).href;
  return {
    files: httpFiles(at('run')),
    radiograph: ({ line }, signal) => readRaster(`${at('radiographs')}${line}`, signal),
  };
}
