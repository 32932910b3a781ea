import { computed, effect, signal, untracked } from '@preact/signals';
import { add, images } from '../../state/images.ts';
import { texts } from '../../texts/index.ts';
import { greyLevels } from '../data/grey-levels.ts';
import { marksOf } from '../data/marks.ts';
import type { ReadMap, RunImage } from '../data/open-run.ts';
import { keyOf, wordOf } from '../data/score-rows.ts';
import { rows, segmenter, selected } from './rows.ts';
import { first, readOfRuns, runs, tellUnlessReplaced } from './runs.ts';

/** Radiographs that are kept, so that going back to them takes no time. */
const KEPT = 6;

/** A method's map of the finding that is looked at. */
export interface FoundMap extends ReadMap {
  readonly run: number;
  readonly method: string;
  /** Of the measure and reader that are looked at. */
  readonly value: number | null;
}

/** The radiograph that is looked at, as the run lists it. */
export const radiograph = computed((): RunImage | undefined => {
  const { value: all } = rows;
  const { value: row } = selected;
  return all && row !== undefined ? first.value?.images.get(wordOf(all.words.image, row)) : undefined;
});

/** What readers drew there of the class, and what may give it away. */
export const marks = computed(() => {
  const { value: all } = rows;
  const { value: row } = selected;
  const label = all && row !== undefined ? wordOf(all.words.class, row) : '';
  return marksOf(radiograph.value?.findings[label] ?? [], texts.value.run);
});

/** Maps of the finding, by the network that is looked at, in the order of the study's methods. */
export const found = signal<readonly FoundMap[]>([]);

export function boxOf({ line }: FoundMap) {
  return line.boxes[segmenter.value ?? ''];
}

/** Reads the radiograph and maps of what is looked at, whenever that changes. */
export function followFinding(): () => void {
  let reading = new AbortController();
  const stop = effect(() => {
    const { value: seen } = radiograph;
    const { value: run } = first;
    reading.abort();
    reading = new AbortController();
    const { signal: until } = reading;
    if (!seen || !run || images.peek().some(({ id }) => id === seen.image))
      return untracked(() => showAgain(seen));
    void run.radiograph(seen, until).then(
      (raster) => {
        if (until.aborted) return;
        images.value = images.value.slice(1 - KEPT);
        add({ id: seen.image, name: seen.image, drawn: [], ...greyLevels(raster) });
      },
      (thrown: unknown) => until.aborted || readOfRuns(() => Promise.reject(thrown)),
    );
  });
  const stopMaps = effect(() => {
    const { value: all } = rows;
    const { value: row } = selected;
    let overtaken = false;
    if (all && row !== undefined)
      void readOfRuns(() => mapsOf(row)).then((maps) => {
        if (maps && !overtaken) found.value = maps;
      });
    else found.value = [];
    return () => (overtaken = true);
  });
  return () => {
    stop();
    stopMaps();
  };
}

function showAgain(seen: RunImage | undefined): void {
  const known = seen && images.peek().find(({ id }) => id === seen.image);
  if (known) add(known);
}

/** In turn, so that few are decoded at once; those that a run lacks are left out. */
async function mapsOf(row: number): Promise<FoundMap[]> {
  const { value: all } = rows;
  if (!all) return [];
  const key = keyOf(all, row);
  const maps: FoundMap[] = [];
  for (const at of sameFinding(row))
    for (const [run, { map }] of runs.value.entries()) {
      const method = wordOf(all.words.method, at);
      const made = await map({ ...key, method }).catch(tellUnlessReplaced);
      const value = all.values[run][at];
      if (made) maps.push({ run, method, value: Number.isNaN(value) ? null : value, ...made });
    }
  return maps;
}

/** Rows of the same finding, network and reader, whatever the method. */
function sameFinding(row: number): number[] {
  const { value: all } = rows;
  if (!all) return [];
  const { cases } = all;
  const same: number[] = [];
  for (let at = 0; at < all.size; at++) if (cases[at] === cases[row]) same.push(at);
  return same;
}
