import { computed, effect, signal } from '@preact/signals';
import { told } from '../../state/problems.ts';
import { chosenRows, sortedRows } from '../data/query.ts';
import { measuresIn, readScores, type Measure } from '../data/read-scores.ts';
import { keyOf, rowOf, type ScoreRows } from '../data/score-rows.ts';
import { change, look } from './following.ts';
import { runs } from './runs.ts';

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
  rows.value ? chosenRows(rows.value, look.value.filters) : new Uint32Array(),
);

export const sorted = computed(() =>
  rows.value ? sortedRows(rows.value, chosen.value, look.value.order) : new Uint32Array(),
);

/** The row that is looked at: that of the address, where there is such a one. */
export const selected = computed(() => {
  const { value: all } = rows;
  const { at } = look.value;
  return all && at ? rowOf(all, at) : undefined;
});

export function select(row: number | undefined): void {
  if (rows.value && row !== undefined) change({ at: keyOf(rows.value, row) });
}

/** The row so many places further in the table, from the first where none is looked at. */
export function stepRow(by: number): void {
  const { value: all } = sorted;
  const at = selected.value === undefined ? -1 : all.indexOf(selected.value);
  select(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

/** Reads the scores of the measure that is looked at, whenever it or a run changes. */
export function followRows(): () => void {
  let reading = new AbortController();
  const stopMeasures = effect(() => {
    const { value: shown } = runs;
    if (shown.length > 0) void told(async () => (measures.value = await measuresIn(shown[0].scores)));
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
      (thrown: unknown) => until.aborted || told(() => Promise.reject(thrown)),
    );
  });
  return () => {
    stopMeasures();
    stopRows();
  };
}

function among(all: readonly string[], wanted: string | undefined): string | undefined {
  return all.find((one) => one === wanted) ?? all[0];
}
