import type { MeasureFacts, ReportData } from '../data.ts';
import type { ReportOptions } from '../options.ts';
import { verdictsOf, type Verdicts } from './comparison.ts';
import type { Estimates } from './estimates.ts';
import { MeasureList } from './measures.ts';
import { Scores } from './scores.ts';
import { inOrder, modelTitles, SeriesList } from './series.ts';
import { shortcutsOf, type Shortcut } from './shortcuts.ts';
import { stylesOf, type SeriesStyle } from './styles.ts';

/** The metric by which methods are judged. */
export interface Primary {
  readonly measure: MeasureFacts;
  readonly segmenter: string;
  readonly estimates: Estimates;
  readonly verdicts: Verdicts | undefined;
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
  const primary = primaryOf(data, scores, measures, series, options);
  const models = data.models.map(({ name }) => name);
  return {
    data,
    options,
    series,
    measures,
    scores,
    readers: readersOf(data),
    ...(primary ? { primary } : {}),
    shortcuts: shortcutsOf(data, series, measures, options),
    modelTitle: modelTitles(data),
    classes: (found) => inOrder(found, data.study.classes),
    models: (found) => inOrder(found, models),
    style: stylesOf(series, rankedMethods(primary, series, data)),
  };
}

function readersOf({ scores }: ReportData): string[] {
  const found = scores?.levels('reader').filter((reader) => reader !== '') ?? [];
  return found.length > 1 ? found : [];
}

function primaryOf(
  data: ReportData,
  scores: Scores,
  measures: MeasureList,
  series: SeriesList,
  options: ReportOptions,
): Primary | undefined {
  const { metrics } = scores;
  const metric = metrics.find((id) => id === data.primary) ?? metrics[0];
  if (metric === undefined) return undefined;
  const measure = measures.get('metric', metric);
  const segmenter = scores.segmenterFor(metric, data.segmenter);
  const estimates = scores.estimates(metric, segmenter);
  return { measure, segmenter, estimates, verdicts: verdictsOf(estimates, measure, series, options) };
}

/** Methods from the best to the worst by the primary metric, others after them as declared. */
function rankedMethods(primary: Primary | undefined, series: SeriesList, data: ReportData): string[] {
  const declared = data.series.map(({ name }) => name);
  if (!primary) return series.ofKind('method', declared);
  const sign = primary.measure.direction === 'lower' ? 1 : -1;
  const scored = series
    .ofKind('method', primary.estimates.cube.series)
    .map((name) => ({ name, mean: primary.estimates.mean({ series: name }).estimate }))
    .sort((a, b) => sign * ((a.mean ?? sign * Infinity) - (b.mean ?? sign * Infinity)) || 0);
  return [...new Set([...scored.map(({ name }) => name), ...series.ofKind('method', declared)])];
}
