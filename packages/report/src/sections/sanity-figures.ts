import type { Context } from '../analysis/context.ts';
import type { SanityPoint } from '../analysis/sanity.ts';
import { inOrder } from '../analysis/series.ts';
import { lineKeys, networkStyle } from '../analysis/styles.ts';
import { curves, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import { forest, type ForestMark } from '../svg/forest.ts';
import type { Panel } from '../svg/panel.ts';
import { roundDomain } from '../svg/scale.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { labelWidthOf, networkKeys, PANEL_LABELS } from './localization-figures.ts';
import { firstOf } from './words.ts';

/** One figure for a check: lines over the layers that were made random or, where none were, a mark for each network. */
export function sanityFigures(context: Context, points: readonly SanityPoint[]): Figure[] {
  const [{ check }] = points;
  const layered = points.some(({ layer }) => layer !== '');
  const panels = layered ? linePanels(context, points) : markPanels(context, points);
  if (panels.length === 0) return [];
  const n = Math.max(...points.map(({ maps }) => maps));
  const methods = context.series.sorted(points.map(({ method }) => method));
  const what = layered
    ? `Mean of each measure against the original map, of up to ${n} maps a point. The best methods by the primary metric are coloured, the others grey. Which layer each step reached is in the table.`
    : `Mean of each measure between the map of a class and that of another one, of up to ${n} maps a mark; no layer is touched.`;
  return [
    {
      name: `sanity-${slug(check)}`,
      title: `Sanity check: ${check}`,
      caption: `${what}${gapsInWords(context, points)}`,
      legend: layered
        ? lineKeys(methods, context.style, context.series)
        : networkKeys(context, context.models(points.map(({ model }) => model))),
      panels,
    },
  ];
}

/** A panel per network and measure of similarity. */
function linePanels(context: Context, points: readonly SanityPoint[]): Panel[] {
  const last = Math.max(...points.map(({ step }) => step));
  const methods = context.series.sorted(points.map(({ method }) => method));
  return context.models(points.map(({ model }) => model)).flatMap((model) =>
    metricsOf(context, points).flatMap((metric) => {
      const of = points.filter((one) => one.model === model && one.metric === metric && one.mean !== null);
      if (of.length === 0) return [];
      const { title } = context.measures.get('agreement', metric);
      const lines = methods.map((method): Line & { layer: number } => ({
        ...context.style(method),
        name: context.series.title(method),
        points: of
          .filter((one) => one.method === method)
          .sort((a, b) => a.step - b.step)
          .map(({ step, mean }) => [step, mean!] as const),
        dots: 3.4,
      }));
      return [
        curves({
          title: `${context.modelTitle(model)}: ${title}`,
          description: `${title} with the original map after each of ${last} steps, ${lines.length} methods on ${context.modelTitle(model)}`,
          width: 330,
          height: 240,
          lines: lines.filter((line) => line.points.length > 0).sort((a, b) => a.layer - b.layer),
          x: { title: 'Steps of layers made random', domain: [0, last || 1], ticks: Math.min(8, last || 1) },
          y: { title, domain: domainOf(of) },
        }),
      ];
    }),
  );
}

/** A panel per measure of similarity, a row per method, a mark per network. */
function markPanels(context: Context, points: readonly SanityPoint[]): Panel[] {
  const models = context.models(points.map(({ model }) => model));
  const methods = context.series.sorted(points.map(({ method }) => method));
  return metricsOf(context, points).flatMap((metric) => {
    const of = points.filter((one) => one.metric === metric && one.mean !== null);
    if (of.length === 0) return [];
    const { title } = context.measures.get('agreement', metric);
    const rows = methods.map((method) => ({
      label: context.series.title(method),
      marks: of
        .filter((one) => one.method === method)
        .map(({ model, mean, n }): ForestMark => {
          const { colour, symbol } = networkStyle(models.indexOf(model));
          const tooltip = `${context.series.title(method)} (${context.modelTitle(model)}): ${fixed(mean, 3)}, n = ${n}`;
          return { value: mean!, colour, symbol, tooltip };
        }),
    }));
    return [
      forest({
        title,
        description: `${title} of the maps of two classes, ${methods.length} methods on ${models.length} networks`,
        width: 340,
        labelWidth: labelWidthOf(context, methods, PANEL_LABELS),
        rows,
        domain: domainOf(of),
        axisTitle: title,
      }),
    ];
  });
}

function metricsOf({ measures }: Context, points: readonly SanityPoint[]): string[] {
  return inOrder(
    points.map(({ metric }) => metric),
    measures.ids('agreement'),
  );
}

function domainOf(points: readonly SanityPoint[]): [number, number] {
  const means = points.map(({ mean }) => mean!);
  return roundDomain([Math.min(0, ...means), 1, ...means]);
}

/** Where a line stops, or a point stands on fewer maps than were tried, and why. */
function gapsInWords(context: Context, points: readonly SanityPoint[]): string {
  const gaps = points.filter(({ n, maps }) => n < maps);
  const reasons = [...new Set(gaps.flatMap((point) => point.reasons))];
  const lines = new Map<string, SanityPoint[]>();
  for (const point of gaps) {
    const key = JSON.stringify([point.method, point.metric]);
    lines.set(key, [...(lines.get(key) ?? []), point]);
  }
  const where = ({ model, step, n, maps }: SanityPoint) =>
    `${context.modelTitle(model)} at step ${step} (${n === 0 ? 'none' : n} of ${maps})`;
  const parts = [...lines.values()].map((of) => {
    const [{ method, metric }] = of;
    const by = context.measures.get('agreement', metric).title;
    return `${context.series.title(method)} by ${by}: ${firstOf(of.map(where), 8)}`;
  });
  return parts.length === 0
    ? ''
    : ` Points that stand on fewer maps, or on none, so that a line stops: ${parts.join('; ')}. The reason: ${reasons.join('; ')}.`;
}
