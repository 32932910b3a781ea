import type { FactorTable } from '@camscope/statistics';
import type { MeasureFacts, ReportData } from '../data.ts';
import type { Context } from './context.ts';

/** What has no value, in every table of the run. */
export interface Missing {
  readonly tables: readonly MissingIn[];
  /** Maps that say nothing, among the scores of the primary metric. */
  readonly blanks: number;
  readonly reasons: readonly MissingReason[];
  readonly blankReasons: readonly MissingReason[];
}

/** One table's rows, and those of them without a value. */
export interface MissingIn {
  readonly table: string;
  /** What its rows are called: `scores`. */
  readonly what: string;
  readonly rows: number;
  readonly values: number;
}

export interface MissingReason {
  readonly what: string;
  readonly reason: string;
  readonly count: number;
  readonly methods: readonly string[];
  readonly kind: MeasureFacts['kind'];
  readonly measures: readonly string[];
}

/** How a table says whose a value is, and by what it was measured. */
interface Source {
  readonly table: string;
  readonly what: string;
  readonly methods: readonly string[];
  readonly measure: string;
  readonly kind: MeasureFacts['kind'];
}

const SOURCES = {
  scores: { table: 'scores', what: 'scores', methods: ['method'], measure: 'metric', kind: 'metric' },
  shortcuts: {
    table: 'scores',
    what: 'scores on shortcuts',
    methods: ['method'],
    measure: 'metric',
    kind: 'metric',
  },
  agreement: {
    table: 'agreement',
    what: 'values of agreement',
    methods: ['a', 'b'],
    measure: 'metric',
    kind: 'agreement',
  },
  predictions: {
    table: 'predictions',
    what: 'predictions',
    methods: [],
    measure: '',
    kind: 'classification',
  },
  features: {
    table: 'findings',
    what: 'features of findings',
    methods: [],
    measure: 'feature',
    kind: 'feature',
  },
  faithfulness: {
    table: 'faithfulness',
    what: 'values of faithfulness',
    methods: ['method'],
    measure: 'metric',
    kind: 'faithfulness',
  },
  sanity: {
    table: 'sanity',
    what: 'values of sanity checks',
    methods: ['method'],
    measure: 'metric',
    kind: 'agreement',
  },
} as const satisfies Partial<Record<keyof ReportData, Source>>;

export function missingOf({ data, scores, primary }: Context): Missing {
  const found = (Object.keys(SOURCES) as (keyof typeof SOURCES)[]).flatMap((name) => {
    const table = data[name];
    return table && table.size > 0 ? [missingIn(table, SOURCES[name])] : [];
  });
  const classified = classificationOf(data);
  const judged = primary && scores.rows(primary.measure.id, primary.segmenter);
  const blank = judged?.where({ blank: judged.levels('blank').filter((level) => level !== '') });
  const blankReasons = blank ? reasonsIn(blank, SOURCES.scores, 'blank') : [];
  const all = classified ? [...found, classified] : found;
  return {
    tables: all.map(({ counts }) => counts),
    blanks: blankReasons.reduce((sum, reason) => sum + reason.count, 0),
    reasons: all.flatMap(({ reasons }) => reasons),
    blankReasons,
  };
}

interface Found {
  readonly counts: MissingIn;
  readonly reasons: readonly MissingReason[];
}

function missingIn(table: FactorTable, source: Source): Found {
  const { table: name, what } = source;
  const counts = { table: name, what, rows: table.size, values: table.missing() };
  return { counts, reasons: counts.values === 0 ? [] : reasonsIn(table, source, 'reason') };
}

const NO_REASON = 'no reason given';

/** Of the rows without a value, or of all that have a reason to be blank. */
function reasonsIn(table: FactorTable, source: Source, factor: 'reason' | 'blank'): MissingReason[] {
  const { what, methods, measure, kind } = source;
  const groups = table.factors.includes(factor)
    ? table.groupBy(factor).map(({ key, table: rows }) => ({ reason: key[factor], rows }))
    : [{ reason: '', rows: table }];
  return groups
    .map(({ reason, rows }) => ({
      what,
      reason: reason || NO_REASON,
      count: factor === 'reason' ? rows.missing() : rows.size,
      methods: [...new Set(methods.flatMap((name) => rows.levels(name)))],
      kind,
      measures: rows.factors.includes(measure) ? rows.levels(measure) : [],
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** Classification is no table of factors. */
function classificationOf({ classification: rows = [] }: ReportData): Found | undefined {
  if (rows.length === 0) return undefined;
  const missing = rows.filter(({ value }) => value === null);
  const what = 'values of classification';
  const reasons = [...new Set(missing.map(({ reason }) => reason ?? NO_REASON))].map(
    (reason): MissingReason => {
      const of = missing.filter((row) => (row.reason ?? NO_REASON) === reason);
      const measures = [...new Set(of.map(({ metric }) => metric))];
      return { what, reason, count: of.length, methods: [], kind: 'classification', measures };
    },
  );
  return { counts: { table: 'classification', what, rows: rows.length, values: missing.length }, reasons };
}
