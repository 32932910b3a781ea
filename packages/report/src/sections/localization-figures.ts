import type { Context, Primary } from '../analysis/context.ts';
import type { Selection } from '../analysis/estimates.ts';
import { present } from '../analysis/estimates.ts';
import { axisDomain, decimalsOf } from '../analysis/measures.ts';
import { networkStyle, symbolKey } from '../analysis/styles.ts';
import { distributions, type DistributionRow } from '../svg/distribution.ts';
import type { Figure, LegendKey } from '../svg/figure.ts';
import { forest, type ForestMark, type ForestRow } from '../svg/forest.ts';
import { roundDomain } from '../svg/scale.ts';
import { textWidth } from '../svg/text-width.ts';
import { slug } from '../text/slug.ts';
import { readersInWords } from './readers-in-words.ts';
import { estimate } from './words.ts';

/** Series in the order of a plot: methods from best to worst, priors, readers. */
export function plotted(
  context: Context,
  { estimates, measure }: Primary,
): { name: string; apart: boolean }[] {
  const { series } = context;
  const sign = measure.direction === 'lower' ? 1 : -1;
  const byMean = (names: readonly string[]) =>
    names
      .map((name) => ({ name, mean: estimates.mean({ series: name }).estimate }))
      .filter(({ mean }) => mean !== null)
      .sort((a, b) => sign * (a.mean! - b.mean!))
      .map(({ name }) => name);
  return (['method', 'prior', 'reader'] as const).flatMap((kind) =>
    byMean(series.ofKind(kind, estimates.cube.series)).map((name, i) => ({ name, apart: i === 0 })),
  );
}

/** The most room for names in a panel of several. */
export const PANEL_LABELS = 152;

/** Room for names in a plot of series. */
export function labelWidthOf(context: Context, names: readonly string[], most: number): number {
  const widths = names.map((name) => textWidth(context.series.title(name), 11));
  return Math.ceil(Math.min(most, Math.max(40, ...widths) + 4));
}

/** Every series' mean over all networks and findings. */
export function overallForest(context: Context, primary: Primary): Figure {
  const { measure, estimates } = primary;
  const decimals = decimalsOf(measure);
  const shown = plotted(context, primary);
  const rows = shown.map(({ name, apart }): ForestRow => {
    const marks = [markOf(context, primary, { series: name }, context.style(name).colour, 0)].flatMap(
      (mark) => mark ?? [],
    );
    return {
      label: context.series.title(name),
      marks: marks.map((mark) => ({ ...mark, hollow: context.series.kind(name) !== 'method' })),
      text: estimate(estimates.mean({ series: name }), decimals),
      apart,
    };
  });
  const reference = context.series.reference;
  const line = reference && estimates.mean({ series: reference.name }).estimate;
  return {
    name: `${slug(measure.id)}-overall`,
    title: `${measure.title} over all findings${estimates.cube.models.length > 1 ? ' and networks' : ''}`,
    caption: `Mean with ${100 * context.options.level}% BCa interval over patients. Hollow marks are trivial answers and readers, which no network made.${
      typeof line === 'number' ? ` The dashed line is ${context.series.title(reference!.name)}.` : ''
    }${readersInWords(context)}`,
    panels: [
      forest({
        description: `${measure.title} of ${rows.length} methods, trivial answers and readers, with intervals`,
        width: 480,
        labelWidth: labelWidthOf(
          context,
          shown.map(({ name }) => name),
          150,
        ),
        textWidth: 112,
        rows,
        domain: forestDomain(rows, primary),
        axisTitle: measure.title,
        ...(typeof line === 'number' ? { reference: line } : {}),
      }),
    ],
    columns: 1,
  };
}

/** Class by class: every series' mean in every network. */
export function forestByClass(context: Context, primary: Primary): Figure {
  const { measure, estimates } = primary;
  const models = context.models(estimates.cube.models);
  const classes = context.classes(estimates.cube.classes);
  const shown = plotted(context, primary);
  const of = classes.map((label) => ({
    label,
    rows: shown.map(({ name, apart }): ForestRow => {
      const networks = context.series.kind(name) === 'method' ? models : [undefined];
      const marks = networks.flatMap((model, i) => {
        const mark = markOf(
          context,
          primary,
          { series: name, class: label, ...(model === undefined ? {} : { model }) },
          model === undefined ? 'plain' : networkStyle(i).colour,
          i,
        );
        return mark ? [{ ...mark, hollow: model === undefined }] : [];
      });
      return { label: context.series.title(name), marks, apart };
    }),
  }));
  const domain = forestDomain(
    of.flatMap(({ rows }) => rows),
    primary,
  );
  return {
    name: `${slug(measure.id)}-by-class`,
    title: `${measure.title} by pathology, method and network`,
    caption: `Mean with ${100 * context.options.level}% BCa interval over patients. Hollow marks are trivial answers and readers, which no network made.`,
    legend: networkKeys(context, models),
    panels: of.map(({ label, rows }) =>
      forest({
        title: label,
        description: `${measure.title} on ${label}: means and intervals of ${rows.length} series`,
        width: 340,
        labelWidth: labelWidthOf(
          context,
          shown.map(({ name }) => name),
          PANEL_LABELS,
        ),
        rows,
        domain,
        axisTitle: measure.title,
      }),
    ),
  };
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
  const shown = plotted(context, primary);
  const of = classes.map((label) => ({
    label,
    rows: shown.flatMap(({ name, apart }): DistributionRow[] => {
      const { values } = present(estimates.values({ series: name, model, class: label }));
      if (values.length === 0) return [];
      return [{ label: context.series.title(name), values, colour: context.style(name).colour, apart }];
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
          labelWidth: labelWidthOf(
            context,
            shown.map(({ name }) => name),
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

function forestDomain(rows: readonly ForestRow[], { measure }: Primary): [number, number] {
  const ends = rows.flatMap(({ marks }) =>
    marks.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
  );
  const [low, high] = roundDomain(ends);
  return [Number.isFinite(measure.range[0]) ? measure.range[0] : low, high];
}
