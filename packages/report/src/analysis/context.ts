import type { MeasureFacts, ReportData } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import type { Comparison } from './comparison.ts';
import type { Estimates } from './estimates.ts';
import type { Leader } from './leader.ts';
import { MeasureList } from './measures.ts';
import { priorVerdicts, strongestOf, type PriorVerdict } from './priors.ts';
import { Scores } from './scores.ts';
import { inOrder, modelTitles, SeriesList } from './series.ts';
import { standingsOf, type Standings } from './standings.ts';
import { shortcutsOf, type Shortcut } from './shortcuts.ts';
import { stylesOf, type SeriesStyle } from './styles.ts';

/** The metric by which methods are judged. */
export interface Primary {
  readonly measure: MeasureFacts;
  readonly segmenter: string;
  readonly estimates: Estimates;
  /** Methods against one another. */
  readonly comparison: Comparison;
  readonly leader: Leader | undefined;
  /** Methods against every trivial answer; over all classes, and in each where there are several. */
  readonly priors: readonly PriorVerdict[];
  readonly priorsByClass: ReadonlyMap<string, readonly PriorVerdict[]>;
  /** Of the trivial answers, that with the best mean. */
  readonly strongest: PriorVerdict | undefined;
  readonly standings: Standings;
}

/** What every section works with: the data, and what is computed of it once. */
export interface Context {
  readonly data: ReportData;
  readonly options: ReportOptions;
  readonly series: SeriesList;
  readonly measures: MeasureList;
  readonly scores: Scores;
  /** Who drew what methods are scored against, where there are several. */
  readonly readers: readonly string[];
  /** What one of them, and several, are called. */
  readonly annotators: NonNullable<ReportData['study']['annotators']>;
  readonly primary?: Primary;
  readonly shortcuts: readonly Shortcut[];
  modelTitle(name: string): string;
  /** In the order shown. */
  classes(found: Iterable<string>): string[];
  models(found: Iterable<string>): string[];
  style(series: string): SeriesStyle;
}

export function contextOf(data: ReportData, options: ReportOptions): Context {
  const series = new SeriesList(data.series);
  const measures = new MeasureList(data.measures);
  const scores = new Scores(data.scores, series, measures, options);
  const primary = primaryOf(data, scores);
  const models = data.models.map(({ name }) => name);
  return {
    data,
    options,
    series,
    measures,
    scores,
    readers: readersOf(data),
    annotators: data.study.annotators ?? { one: 'reader', many: 'readers' },
    ...(primary ? { primary } : {}),
    shortcuts: shortcutsOf(data, series, measures, options),
    modelTitle: modelTitles(data),
    classes: (found) => inOrder(found, data.study.classes),
    models: (found) => inOrder(found, models),
    style: stylesOf(series, rankedMethods(primary, series, data), primary?.strongest?.prior),
  };
}

function readersOf({ scores }: ReportData): string[] {
  const found = scores?.levels('reader').filter((reader) => reader !== '') ?? [];
  return found.length > 1 ? found : [];
}

function primaryOf(data: ReportData, scores: Scores): Primary | undefined {
  const { metrics } = scores;
  const metric = metrics.find((id) => id === data.primary) ?? metrics[0];
  if (metric === undefined) return undefined;
  const segmenter = scores.segmenterFor(metric, data.segmenter);
  const judged = scores.judged(metric, segmenter);
  const { cube, measure } = judged;
  const comparison = scores.comparison(metric, segmenter);
  const priorsOf = (classes?: readonly string[]) => priorVerdicts(judged, comparison, classes);
  const priors = priorsOf();
  const classes = cube.classes.length > 1 ? cube.classes : [];
  return {
    ...{ measure, segmenter, estimates: scores.estimates(metric, segmenter), comparison, priors },
    leader: scores.leader(metric, segmenter),
    priorsByClass: new Map(classes.map((label) => [label, priorsOf([label])])),
    strongest: strongestOf(priors, measure),
    standings: standingsOf(judged, comparison),
  };
}

/** Methods from the best to the worst by the primary metric, then those on part of the findings, then others as declared. */
function rankedMethods(primary: Primary | undefined, series: SeriesList, data: ReportData): string[] {
  const { compared = [], partial = [] } = primary?.standings ?? {};
  const declared = series.ofKind(
    'method',
    data.series.map(({ name }) => name),
  );
  return [...new Set([...[...compared, ...partial].map(({ name }) => name), ...declared])];
}
