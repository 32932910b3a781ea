import type { Interval } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import { Estimates } from '../analysis/estimates.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import { toleranceOf } from '../analysis/leader.ts';
import { scoreCube } from '../analysis/score-cube.ts';
import { inOrder } from '../analysis/series.ts';
import { lineKeys } from '../analysis/styles.ts';
import type { CurveFacts, MeasureFacts } from '../data.ts';
import { figureBlock, more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
import { curves, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import { roundDomain } from '../svg/scale.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { DASH } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';
import { bestOf, estimateCell } from './estimate-cell.ts';

/** Do maps show what the networks' scores hang on? */
export function faithfulnessSection(context: Context): Section | undefined {
  const { faithfulness, faithfulnessCurves = [] } = context.data;
  const blocks: Block[] = [];
  if (faithfulness && faithfulness.size > 0) {
    const models = context.models(faithfulness.levels('model'));
    const [first, ...others] = models.map((model) => {
      return { model, tables: tablesOf(context, model).map(tableBlock) };
    });
    if (first) blocks.push(...first.tables);
    blocks.push(...others.map(({ model, tables }) => more(`${context.modelTitle(model)}: table`, tables)));
  }
  blocks.push(...curveFigures(context, faithfulnessCurves).map(figureBlock));
  if (blocks.length === 0) return undefined;
  const introduction = markup`<p>Faithfulness asks the network, not the reader: how does its score change when what a map marks is taken away, or given back? Nor are readers asked by measures of whether a map holds when the image hardly changes, or of the map alone.</p>`;
  return { id: 'faithfulness', title: 'Faithfulness', blocks: [prose(introduction), ...blocks] };
}

/** Methods × measures of one network, over all pathologies. */
function tablesOf(context: Context, model: string): Table[] {
  const rows = context.data.faithfulness!.where({ model });
  const ids = inOrder(rows.levels('metric'), context.measures.ids('faithfulness'));
  return chunks(ids, context.options.maxColumns).map((part, i) => {
    const of = part.map((id) => ({
      measure: context.measures.get('faithfulness', id),
      estimates: new Estimates(
        scoreCube(rows.where({ metric: id }), context.series),
        context.series,
        context.options,
      ),
    }));
    const names = context.series.sorted(of.flatMap(({ estimates }) => estimates.cube.series));
    const means = of.map(({ estimates }) => names.map((series) => estimates.mean({ series, model })));
    const cells = of.map(({ measure, estimates }, column) =>
      columnOf(context, measure, means[column], findingsOf(estimates, model)),
    );
    return {
      name: ['faithfulness', slug(model), ...(i > 0 ? [`part-${i + 1}`] : [])].join('-'),
      caption: `Faithfulness with ${context.modelTitle(model)}, all pathologies${i > 0 ? ', continued' : ''}`,
      remark: `Mean with ${100 * context.options.level}% BCa interval (${context.options.replicates} replicates over patients); n counts findings. The best of each column in bold, of those on all of its findings. Arrows point to the better end.`,
      columns: [
        { title: 'Method', kind: 'text' },
        ...of.map(({ measure }) => ({ title: measure.title + arrow(measure), kind: 'number' as const })),
      ],
      groups: [
        {
          rows: names.map((name, row) => [
            { text: context.series.title(name) },
            ...cells.map((column) => column[row]),
          ]),
        },
      ],
      csv: {
        columns: ['model', 'method', 'metric', 'n', 'mean', 'low', 'high'],
        rows: of.flatMap(({ measure }, column) =>
          names.map((name, row) => {
            const { cases, estimate, low, high } = means[column][row];
            return [model, name, measure.id, cases, estimate, low, high];
          }),
        ),
      },
    };
  });
}

/** The best in bold of those on all findings; those on fewer are not ranked among them. */
function columnOf(
  { options }: Context,
  measure: MeasureFacts,
  means: readonly Interval[],
  all: number,
): Cell[] {
  const found = means.flatMap(({ estimate }) => estimate ?? []);
  const decimals = decimalsOf(measure, found);
  const whole = means.map(({ estimate, cases }) => (cases === all ? estimate : null));
  const best = bestOf(whole, measure.direction, toleranceOf(measure, found, options));
  return means.map((mean, row) =>
    mean.cases === 0
      ? { text: DASH, note: 'not measured' }
      : estimateCell(mean, decimals, { strong: best.has(row), whole: all, n: true }),
  );
}

/** Findings on which any was measured. */
function findingsOf({ cube }: Estimates, model: string): number {
  return cube.classes
    .filter((label) => cube.stratum(model, label).values.size > 0)
    .reduce((sum, label) => sum + cube.cases.get(label)!.length, 0);
}

/** A panel per network, a line per method. */
function curveFigures(context: Context, all: readonly CurveFacts[]): Figure[] {
  const metrics = inOrder(
    all.map(({ metric }) => metric),
    context.measures.ids('faithfulness'),
  );
  return metrics.map((metric) => {
    const of = all.filter((curve) => curve.metric === metric);
    // Curves over all classes where there are any, for they show every class at once.
    const overall = of.some((curve) => curve.class === undefined)
      ? of.filter((curve) => curve.class === undefined)
      : of;
    const { title } = context.measures.get('faithfulness', metric);
    const panels = context.models(overall.map(({ model }) => model)).flatMap((model) => {
      const here = overall.filter((curve) => curve.model === model);
      return context.classes(here.map((curve) => curve.class ?? '')).map((label) => ({
        heading: [context.modelTitle(model), label].filter(Boolean).join(', '),
        lines: here.filter((curve) => (curve.class ?? '') === label).map((curve) => lineOf(context, curve)),
      }));
    });
    const points = panels.flatMap(({ lines }) => lines.flatMap((line) => line.points));
    const domain = roundDomain([0, 1, ...points.map(([, y]) => y)]);
    const n = [...new Set(overall.map((curve) => curve.n))].sort((a, b) => a - b);
    const names = [...new Set(overall.map(({ method }) => method))];
    return {
      name: `faithfulness-${slug(metric)}-curves`,
      title: `${title} over the share of the image that is changed`,
      caption: `What it follows is a score of the class, or what the measure makes of it at each share. Mean of ${n.length === 1 ? n[0] : `${n[0]} to ${n.at(-1)}`} curves for each line. The best methods by the primary metric are coloured, the others grey.`,
      legend: lineKeys(context.series.sorted(names), context.style, context.series),
      panels: panels.map(({ heading, lines }) =>
        curves({
          title: heading,
          description: `${title} curves of ${lines.length} methods: ${heading}`,
          width: 330,
          height: 240,
          lines: [...lines].sort((a, b) => a.layer - b.layer),
          x: { title: 'Share of the image changed', domain: roundDomain(points.map(([x]) => x)) },
          y: { title: 'What it follows', domain },
        }),
      ),
    };
  });
}

function lineOf(context: Context, { method, points, n }: CurveFacts): Line & { layer: number } {
  return { ...context.style(method), name: `${context.series.title(method)}, n = ${n}`, points };
}
