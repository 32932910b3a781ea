import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, type Line } from './csv.ts';

/** A run's folder as its files stand, and how the report was asked to look at it. */
export interface Tables {
  readonly of: (table: string) => readonly Line[];
  /** The metric and the segmenter by which methods are judged: the first of the study. */
  readonly metric: string;
  readonly segmenter: string;
  /** Metrics that are no points of a curve. */
  readonly metrics: readonly { readonly id: string; readonly lower: boolean; readonly share?: string }[];
  readonly agreement: string;
  readonly classification: string;
  /** The prior that is chance. */
  readonly chance?: string;
  readonly methods: readonly string[];
  readonly models: readonly string[];
  readonly account: {
    readonly failures: readonly { readonly count: number }[];
    readonly notes: readonly string[];
  };
}

interface Measure {
  readonly names: readonly string[];
  readonly scoreDirection: string;
  readonly thresholds?: unknown;
  readonly share?: string;
}

export function tablesOf(folder: string): Tables {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as never;
  const lock: {
    metrics: Measure[];
    segmenters: { name: string }[];
    agreement: { name: string }[];
    classification: { name: string }[];
    baselines: { name: string; role?: string }[];
    methods: { name: string }[];
    models: { name: string }[];
  } = json('study.lock.json');
  const read = new Map<string, Line[]>();
  return {
    of(table) {
      const file = join(folder, `${table}.csv`);
      if (!read.has(table)) read.set(table, existsSync(file) ? linesOf(readFileSync(file, 'utf8')) : []);
      return read.get(table)!;
    },
    metric: lock.metrics[0].names[0],
    segmenter: lock.segmenters[0].name,
    metrics: lock.metrics
      .filter(({ thresholds }) => thresholds === undefined)
      .flatMap(({ names, scoreDirection, share }) =>
        names.map((id) => ({ id, lower: scoreDirection === 'lower', share })),
      ),
    agreement: lock.agreement[0].name,
    classification: lock.classification[0].name,
    chance: lock.baselines.find(({ role }) => role === 'chance')?.name,
    methods: lock.methods.map(({ name }) => name),
    models: lock.models.map(({ name }) => name),
    account: json('run.json'),
  };
}
