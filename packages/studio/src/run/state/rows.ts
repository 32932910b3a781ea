import { computed, effect, signal } from '@preact/signals';
import { chosenRows, type Filters } from '../data/query.ts';
import { measuresIn, readScores, type Measure } from '../data/read-scores.ts';
import { keyOf, rowOf, type ScoreRows } from '../data/score-rows.ts';
import { sortedRows } from '../data/sorted-rows.ts';
import { at, change, filters, look, order } from './following.ts';
import { readOfRuns, runs } from './runs.ts';

/** Of which the first run has scores. */
export const measures = signal<readonly Measure[]>([]);

export const metrics = computed(() => [...new Set(measures.value.map(({ metric }) => metric))]);

/** The metric of the address, or the first. */
export const metric = computed(() => among(metrics.value, look.value.metric));

/** Segmenters under which that metric has scores: none for one of the map itself. */
export const segmenters = computed(() =>
  measures.value.flatMap((one) =>
    one.metric === metric.value && one.segmenter !== '' ? [one.segmenter] : [],
  ),
);

export const segmenter = computed(() => among(segmenters.value, look.value.segmenter));

/** Of the chosen measure; absent until they are read. */
export const rows = signal<ScoreRows | undefined>(undefined);

/** Rows that pass the filters. */
export const chosen = computed(() =>
  rows.value ? chosenRows(rows.value, filters.value) : new Uint32Array(),
);

export const sorted = computed(() =>
  rows.value ? sortedRows(rows.value, chosen.value, order.value) : new Uint32Array(),
);

export interface Plotted {
  readonly rows: ScoreRows;
  readonly filters: Filters;
}

/** What plots are of: the rows and filters, once nobody has changed them for a moment. */
export const plotted = signal<Plotted | undefined>(undefined);

/** The row that is looked at: that of the address, where there is such a one. */
export const selected = computed(() => {
  const { value: all } = rows;
  return all && at.value ? rowOf(all, at.value) : undefined;
});

export function select(row: number | undefined): void {
  if (rows.value && row !== undefined) change({ at: keyOf(rows.value, row) });
}

/** The row so many places further in the table, from the first where none is looked at. */
export function stepRow(by: number): void {
  const { value: all } = sorted;
  const place = selected.value === undefined ? -1 : all.indexOf(selected.value);
  select(all[place < 0 ? 0 : Math.min(all.length - 1, Math.max(0, place + by))]);
}

/** Milliseconds without a change after which plots follow. */
const QUIET = 150;

/** Reads the scores of the measure that is looked at, whenever it or a run changes. */
export function followRows(): () => void {
  let reading = new AbortController();
  const stopMeasures = effect(() => {
    const { value: shown } = runs;
    if (shown.length > 0) void readOfRuns(async () => (measures.value = await measuresIn(shown[0].scores)));
  });
  const stopRows = effect(() => {
    const tables = runs.value.map(({ scores }) => scores);
    const { value: of } = metric;
    const wanted = { metric: of ?? '', segmenter: segmenter.value ?? '' };
    reading.abort();
    reading = new AbortController();
    const { signal: until } = reading;
    if (of === undefined) return;
    void readScores(tables, wanted, until).then(
      (read) => {
        if (!until.aborted) rows.value = read;
      },
      (thrown: unknown) => until.aborted || readOfRuns(() => Promise.reject(thrown)),
    );
  });
  const stopPlots = effect(() => {
    const now = rows.value && { rows: rows.value, filters: filters.value };
    const isNew = plotted.peek()?.rows !== now?.rows;
    const timer = setTimeout(() => (plotted.value = now), isNew ? 0 : QUIET);
    return () => clearTimeout(timer);
  });
  return () => {
    stopMeasures();
    stopRows();
    stopPlots();
  };
}

function among(all: readonly string[], wanted: string | undefined): string | undefined {
  return all.find((one) => one === wanted) ?? all[0];
}
