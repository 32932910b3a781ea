import type { Context, Primary } from '../analysis/context.ts';
import type { Selection } from '../analysis/estimates.ts';
import { present } from '../analysis/estimates.ts';
import type { Standing } from '../analysis/standings.ts';
import { axisDomain, decimalsOf } from '../analysis/measures.ts';
import { networkStyle, symbolKey } from '../analysis/styles.ts';
import { distributions, type DistributionRow } from '../svg/distribution.ts';
import type { Figure, LegendKey } from '../svg/figure.ts';
import { forest, type ForestMark, type ForestRow } from '../svg/forest.ts';
import { roundDomain } from '../svg/scale.ts';
import { textWidth } from '../svg/text-width.ts';
import { slug } from '../text/slug.ts';
import { hollowMarks } from './hollow-in-words.ts';
import { MOST_LETTERS, PANEL } from './short-labels.ts';
import { estimate } from './words.ts';

/** A series in a plot. */
export interface Plotted {
  readonly name: string;
  /** Which of the four groups. */
  readonly group: number;
  /** The first of its group. */
  readonly apart: boolean;
  readonly standing: Standing;
}

/** Series in the order of a plot: compared methods from best to worst, those on part of the findings, priors, readers. */
export function plotted({ standings: { compared, partial, priors, readers } }: Primary): Plotted[] {
  return [compared, partial, priors, readers].flatMap((standings, group) =>
    standings.map((standing, i) => ({ name: standing.name, group, apart: i === 0, standing })),
  );
}

/** Rows of what is shown, of which some have none; the first of each group stands apart. */
export function shownBy<Row>(shown: readonly Plotted[], rowsOf: (one: Plotted) => readonly Row[]) {
  const rows = shown.flatMap((one) => rowsOf(one).map((row) => ({ ...row, group: one.group })));
  return rows.map((row, i) => ({ ...row, apart: row.group !== rows[i - 1]?.group }));
}

/** The most room for names in a panel of several. */
export const PANEL_LABELS = 200;

/** Room for names in a plot of series. */
export function labelWidthOf(context: Context, names: readonly string[], most: number): number {
  return widthOf(
    names.map((name) => context.series.title(name)),
    most,
  );
}

/** Room for the labels, at most so much. */
export function widthOf(labels: readonly string[], most: number): number {
  const widths = labels.map((label) => textWidth(label, 11));
  return Math.ceil(Math.min(most, Math.max(40, ...widths) + 4));
}

/** Class by class: every series' mean in every network. */
export function forestByClass(context: Context, primary: Primary): Figure {
  const { measure, estimates } = primary;
  const models = context.models(estimates.cube.models);
  const classes = context.classes(estimates.cube.classes);
  const shown = plotted(primary);
  const of = classes.map((label) => ({
    label,
    rows: shownBy(shown, ({ name }): ForestRow[] => {
      const kind = context.series.kind(name);
      const networks = kind === 'method' ? models : [undefined];
      const marks = networks.flatMap((model, i) => {
        const mark = markOf(
          context,
          primary,
          { series: name, class: label, ...(model === undefined ? {} : { model }) },
          model === undefined ? 'plain' : networkStyle(i).colour,
          i,
        );
        const hollow = kind !== 'method' || primary.comparison.partial.includes(name);
        return mark ? [{ ...mark, hollow }] : [];
      });
      const { n } = estimates.plainMean({ series: name, class: label });
      const all = estimates.cube.cases.get(label)!.length;
      return marks.length === 0 ? [] : [{ label: coverageLabel(context.series.short(name), n, all), marks }];
    }),
  }));
  const domain = forestDomain(
    of.flatMap(({ rows }) => rows),
    primary,
  );
  return {
    name: `${slug(measure.id)}-by-class`,
    title: `${measure.title} by pathology, method and network`,
    caption: `Mean with ${100 * context.options.level}% BCa interval over patients.${hollowMarks(primary)}`,
    legend: networkKeys(context, models),
    panels: of.map(({ label, rows }) =>
      forest({
        title: label,
        description: `${measure.title} on ${label}: means and intervals of ${rows.length} series`,
        width: PANEL,
        labelWidth: widthOf(
          rows.map((row) => row.label),
          MOST_LETTERS,
        ),
        rows,
        domain,
        axisTitle: measure.title,
      }),
    ),
    columns: 5,
  };
}

/** `RISE (3 of 48)` where the findings are not all. */
export function labelOf({ series }: Context, name: string, findings: number, all: number): string {
  return coverageLabel(series.title(name), findings, all);
}

function coverageLabel(name: string, findings: number, all: number): string {
  return findings > 0 && findings < all ? `${name} (${findings} of ${all})` : name;
}

/** The networks of a figure, where there are several. */
export function networkKeys(context: Context, models: readonly string[]): LegendKey[] {
  return models.length < 2
    ? []
    : models.map((model, i) => symbolKey(context.modelTitle(model), networkStyle(i)));
}

/** Class by class, how the values of each series spread in one network. */
export function distributionFigure(context: Context, primary: Primary, model: string): Figure {
  const { measure, estimates } = primary;
  const classes = context.classes(estimates.cube.classes);
  const shown = plotted(primary);
  const of = classes.map((label) => ({
    label,
    rows: shownBy(shown, ({ name }): DistributionRow[] => {
      const { values } = present(estimates.values({ series: name, model, class: label }));
      if (values.length === 0) return [];
      const all = estimates.cube.cases.get(label)!.length;
      const row = { label: labelOf(context, name, values.length, all), values };
      return [{ ...row, colour: context.style(name).colour }];
    }),
  }));
  const every = of.flatMap(({ rows }) => rows.flatMap(({ values }) => Array.from(values)));
  const domain = axisDomain(measure, roundDomain(every));
  const { maxPoints } = context.options;
  return {
    name: `${slug(measure.id)}-distribution-${slug(model)}`,
    title: `Distribution of ${measure.title} with ${context.modelTitle(model)}`,
    caption: `Each point is a finding (of more than ${maxPoints}, ${maxPoints} evenly spaced in order of size). Above: Gaussian kernel density, Silverman’s bandwidth, mirrored at the ends of the range, scaled to equal height. Bar: quartiles; ring: median.`,
    panels: of
      .filter(({ rows }) => rows.length > 0)
      .map(({ label, rows }) =>
        distributions({
          title: label,
          description: `Distributions of ${measure.title} on ${label} for ${rows.length} series`,
          width: 340,
          labelWidth: widthOf(
            rows.map((row) => row.label),
            PANEL_LABELS,
          ),
          rows,
          domain,
          axisTitle: measure.title,
          maxPoints,
        }),
      ),
  };
}

function markOf(
  context: Context,
  { estimates, measure }: Primary,
  selection: Selection,
  colour: string,
  network: number,
): ForestMark | undefined {
  const interval = estimates.mean(selection);
  const { estimate: value, low, high, cases } = interval;
  if (value === null) return undefined;
  const where = [selection.model && context.modelTitle(selection.model), selection.class]
    .filter(Boolean)
    .join(', ');
  return {
    value,
    ...(low === null || high === null ? {} : { low, high }),
    colour,
    symbol: networkStyle(network).symbol,
    tooltip: `${context.series.title(selection.series)}${where && ` (${where})`}: ${estimate(interval, decimalsOf(measure))}, n = ${cases}`,
  };
}

export function forestDomain(
  rows: readonly ForestRow[],
  { measure }: Pick<Primary, 'measure'>,
): [number, number] {
  const ends = rows.flatMap(({ marks }) =>
    marks.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
  );
  const [low, high] = roundDomain(ends);
  return [Number.isFinite(measure.range[0]) ? measure.range[0] : low, high];
}
