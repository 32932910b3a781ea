import { cumulativeAccuracy } from '@camscope/statistics';
import type { Comparison } from '../analysis/comparison.ts';
import type { Context, Primary } from '../analysis/context.ts';
import { present, type Estimates } from '../analysis/estimates.ts';
import { axisDomain } from '../analysis/measures.ts';
import { lineKeys } from '../analysis/styles.ts';
import type { MeasureFacts } from '../data.ts';
import { curves, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import type { Panel } from '../svg/panel.ts';
import { roundDomain } from '../svg/scale.ts';
import { counted } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { firstOf } from './words.ts';

const WIDTH = 330;
const HEIGHT = 250;
/** Thresholds of the cumulative curves: hundredths of the metric's range. */
const STEPS = 100;

/** Share of findings that reach a value of the primary metric, over that value: by class, and by network. */
export function cumulativeFigure(context: Context, primary: Primary): Figure | undefined {
  const { measure, estimates } = primary;
  const [low, high] = measure.range;
  if (measure.direction !== 'higher' || !Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const thresholds = Array.from({ length: STEPS + 1 }, (_, i) => low + ((high - low) * i) / STEPS);
  const names = shownIn(estimates, primary.comparison);
  const panel = (title: string, of: Panels) =>
    curves({
      title,
      description: `Share of findings with at least a given ${measure.title}: ${title}`,
      width: WIDTH,
      height: HEIGHT,
      lines: linesOf(context, names, (name) => {
        const values = pooled(context, estimates, name, of);
        if (values.length === 0) return [];
        const { shares } = cumulativeAccuracy(values, thresholds);
        return thresholds.map((at, i) => [at, shares[i] ?? 0] as const);
      }),
      x: { title: `${measure.title} at least`, domain: [low, high] },
      y: { title: 'Share of findings', domain: [0, 1] },
    });
  return {
    name: `${slug(measure.id)}-cumulative`,
    title: `Cumulative accuracy: the share of findings that reach a given ${measure.title}`,
    caption: pooledCaption(context, estimates, primary.comparison),
    legend: lineKeys(names, context.style, context.series),
    panels: panelsBy(context, estimates, panel),
  };
}

/** Accuracy and its like over the threshold at which a prediction counts, one figure per family of measures. */
export function thresholdFigures(context: Context): Figure[] {
  const families = new Map<string, MeasureFacts[]>();
  for (const id of context.scores.metrics) {
    const measure = context.measures.get('metric', id);
    const { family } = measure.threshold ?? {};
    if (family !== undefined) families.set(family, [...(families.get(family) ?? []), measure]);
  }
  return [...families].flatMap(([family, members]) => {
    const sorted = members.sort((a, b) => a.threshold!.at - b.threshold!.at);
    return sorted.length < 2 ? [] : [thresholdFigure(context, family, sorted)];
  });
}

function thresholdFigure(context: Context, family: string, members: readonly MeasureFacts[]): Figure {
  const segmenter = context.scores.segmenterFor(members[0].id, context.primary?.segmenter);
  const of = members.map((measure) => ({
    measure,
    estimates: context.scores.estimates(measure.id, segmenter),
  }));
  const { estimates } = of[0];
  const comparison = context.scores.comparison(members[0].id, segmenter);
  const names = shownIn(estimates, comparison);
  const { title: whole, of: passing } = members[0].threshold!;
  const title = whole.endsWith(` at ${passing}`) ? whole.slice(0, -` at ${passing}`.length) : whole;
  const at = of.map(({ measure }) => measure.threshold!.at);
  const plots = panelsBy(context, estimates, (name, which) => ({
    title: name,
    lines: linesOf(context, names, (series) =>
      of.flatMap(({ estimates: values }, i) => {
        const found = pooled(context, values, series, which);
        return found.length === 0 ? [] : [[at[i], mean(found)] as const];
      }),
    ).map((line) => ({ ...line, dots: line.colour === 'rest' ? 2.4 : 3.6 })),
  }));
  const heights = plots.flatMap(({ lines }) => lines.flatMap(({ points }) => points.map(([, y]) => y)));
  const domain = axisDomain(members[0], roundDomain([0, ...heights]));
  const x = {
    title: `${passing} threshold`,
    domain: [0, Math.max(...at) + Math.min(...at)] as const,
  };
  return {
    name: `${slug(family)}-thresholds`,
    title: `${title} over the threshold of ${passing}`,
    caption: pooledCaption(context, estimates, comparison),
    legend: lineKeys(names, context.style, context.series),
    panels: plots.map(({ title: name, lines }) =>
      curves({
        title: name,
        description: `${title} at ${at.length} thresholds: ${name}`,
        width: WIDTH,
        height: HEIGHT,
        lines,
        x,
        y: { title, domain },
      }),
    ),
  };
}

/** All networks of one class, or all classes of one network. */
interface Panels {
  readonly class?: string;
  readonly model?: string;
}

/** A panel per class and, where there are several networks, one per network. */
function panelsBy<T = Panel>(
  context: Context,
  { cube }: Estimates,
  panel: (title: string, of: Panels) => T,
): T[] {
  const classes = context.classes(cube.classes);
  const models = cube.models.length < 2 ? [] : context.models(cube.models);
  return [
    ...classes.map((label) => panel(label, { class: label })),
    ...models.map((model) => panel(context.modelTitle(model), { model })),
  ];
}

function pooled({ series: list }: Context, estimates: Estimates, series: string, of: Panels): Float64Array {
  const { models } = estimates.cube;
  const among = list.kind(series) !== 'method' || of.model !== undefined ? [of.model ?? models[0]] : models;
  const parts = among.map(
    (model) => present(estimates.values({ series, ...of, ...(model === undefined ? {} : { model }) })).values,
  );
  return Float64Array.from(parts.flatMap((values) => Array.from(values)));
}

function linesOf(
  { series, style }: Context,
  names: readonly string[],
  points: (name: string) => Line['points'],
): Line[] {
  return names
    .map((name) => ({ ...style(name), name: series.title(name), points: points(name) }))
    .filter((line) => line.points.length > 0)
    .sort((a, b) => a.layer - b.layer);
}

/** Methods on part of the findings are of other findings than the rest: they are left out. */
function shownIn({ cube }: Estimates, { partial }: Comparison): string[] {
  return cube.series.filter((name) => !partial.includes(name));
}

function pooledCaption({ series }: Context, estimates: Estimates, comparison: Comparison): string {
  const several = estimates.cube.models.length > 1;
  const { partial, allFindings } = comparison;
  const fewer = shownIn(estimates, comparison).flatMap((name) => {
    const { n } = estimates.plainMean({ series: name });
    return n < allFindings ? [`${series.title(name)} ${n}`] : [];
  });
  const left =
    partial.length === 0
      ? ''
      : ` ${counted(partial.length, 'method')} tried on part of the findings ${partial.length === 1 ? 'is' : 'are'} left out.`;
  const on = fewer.length === 0 ? '' : ` Of ${allFindings} findings, there are fewer of: ${firstOf(fewer)}.`;
  return `Panels by pathology${several ? ' pool all networks; those by network pool all pathologies' : ''}. The best methods by the primary metric are coloured, the others grey; a line’s name shows when pointed at.${left}${on}`;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
