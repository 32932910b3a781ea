import type { Interval } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import { Pooled } from '../analysis/pooled.ts';
import { lineKeys } from '../analysis/styles.ts';
import { toleranceOf } from '../analysis/leader.ts';
import type { MeasureFacts, PoolFacts } from '../data.ts';
import { figureBlock, prose, tableBlock, type Block } from '../html/section.ts';
import { curves } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import { roundDomain } from '../svg/scale.ts';
import type { Cell, Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';
import { bestOf, estimateCell } from './estimate-cell.ts';

/** Numbers that are no means of numbers of each finding, with the curves that they are read off. */
export function pooledBlocks(context: Context): Block[] {
  const blocks = [...poolsOf(context)].flatMap(([metric, { pool, numbers }]) => {
    const segmenter = context.scores.segmenterFor(numbers[0], context.primary?.segmenter);
    const { cube } = context.scores.estimates(numbers[0], segmenter);
    const pooled = new Pooled(context, pool, segmenter);
    const measure: MeasureFacts = { ...pool, id: metric, kind: 'metric' };
    return context
      .models(cube.models)
      .flatMap((model) => [
        ...tablesOf(context, measure, pooled, { model, segmenter, classes: cube.classes }).map(tableBlock),
        figureBlock(figureOf(context, pool, pooled, { model, segmenter, classes: cube.classes })),
      ]);
  });
  if (blocks.length === 0) return [];
  const title = markup`<h3>Over all findings at once</h3><p>Numbers of a pathology’s findings together, no means over them: a curve is made of all of them, and read. Only images of which a finding is annotated are among them.</p>`;
  return [prose(title), ...blocks];
}

/** By metric, with the ids of their numbers. */
function poolsOf({ scores, measures }: Context) {
  const pools = new Map<string, { pool: PoolFacts; numbers: string[] }>();
  for (const id of scores.metrics) {
    const { pool } = measures.get('metric', id);
    if (!pool) continue;
    const of = pools.get(pool.metric) ?? { pool, numbers: [] };
    of.numbers.push(id);
    pools.set(pool.metric, of);
  }
  return pools;
}

/** What is shown: of one network, under one segmenter. */
interface Shown {
  readonly model: string;
  readonly segmenter: string;
  readonly classes: readonly string[];
}

/** Methods × pathologies. */
function tablesOf(
  context: Context,
  measure: MeasureFacts,
  pooled: Pooled,
  { model, segmenter, classes }: Shown,
): Table[] {
  const { options, series } = context;
  const names = namesIn(context, measure.id, segmenter);
  return chunks(context.classes(classes), options.maxColumns).map((part, i) => {
    const found = part.map((label) =>
      names.map((name) => pooled.number({ series: name, model, class: label })),
    );
    const cells = found.map((column) => columnOf(context, measure, column));
    return {
      name: [measure.id, slug(model), ...(i > 0 ? [`part-${i + 1}`] : [])].join('-'),
      caption: `${measure.title}${arrow(measure)} with ${context.modelTitle(model)}${i > 0 ? ', continued' : ''}`,
      remark: `With ${100 * options.level}% BCa interval (${options.replicates} replicates over patients); n counts findings. The best of each column in bold, of those on all of its findings.`,
      columns: [
        { title: 'Method', kind: 'text' },
        ...part.map((title) => ({ title, kind: 'number' as const })),
      ],
      groups: [
        {
          rows: names.map((name, row) => [
            { text: series.title(name) },
            ...cells.map((column) => column[row]),
          ]),
        },
      ],
      csv: {
        columns: ['model', 'method', 'class', 'metric', 'n', 'value', 'low', 'high'],
        rows: part.flatMap((label, column) =>
          names.map((name, row) => {
            const { cases, estimate, low, high } = found[column][row];
            return [model, name, label, measure.id, cases, estimate, low, high];
          }),
        ),
      },
    };
  });
}

function columnOf({ options }: Context, measure: MeasureFacts, found: readonly Interval[]): Cell[] {
  const whole = Math.max(...found.map(({ cases }) => cases));
  const values = found.map(({ estimate, cases }) => (cases === whole ? estimate : null));
  const there = values.filter((value) => value !== null);
  const best = bestOf(values, measure.direction, toleranceOf(measure, there, options));
  const decimals = decimalsOf(measure, there);
  return found.map((one, row) => estimateCell(one, decimals, { strong: best.has(row), whole, n: true }));
}

/** A panel per pathology, a line per method and curve. */
function figureOf(
  context: Context,
  { title, axes, metric, curves: all }: PoolFacts,
  pooled: Pooled,
  { model, segmenter, classes }: Shown,
): Figure {
  const names = namesIn(context, metric, segmenter);
  const panels = context.classes(classes).map((label) => ({
    label,
    lines: names.flatMap((name) =>
      pooled.curves({ series: name, model, class: label }).map((points, i) => ({
        ...context.style(name),
        name: `${context.series.title(name)}${all.length > 1 ? `, curve ${i + 1}` : ''}`,
        points,
      })),
    ),
  }));
  const places = panels.flatMap(({ lines }) => lines.flatMap(({ points }) => points.map(([x]) => x)));
  return {
    name: `${slug(metric)}-${slug(model)}-curves`,
    title: `${title} with ${context.modelTitle(model)}: ${axes.y.toLowerCase()}`,
    caption: `${all.length > 1 ? `${all.length} curves for each method, by threshold. ` : ''}The best methods by the primary metric are coloured, the others grey.`,
    legend: lineKeys(names, context.style, context.series),
    panels: panels.map(({ label, lines }) =>
      curves({
        title: label,
        description: `${title} curves of ${names.length} methods: ${label}`,
        width: 330,
        height: 240,
        lines: [...lines].sort((a, b) => a.layer - b.layer),
        x: { title: axes.x, domain: roundDomain([0, ...places]) },
        y: { title: axes.y, domain: [0, 1] },
      }),
    ),
  };
}

/** Methods and priors that have its numbers. */
function namesIn({ scores, measures, series }: Context, metric: string, segmenter: string): string[] {
  const [id] = scores.metrics.filter((one) => measures.get('metric', one).pool?.metric === metric);
  return series.sorted(scores.estimates(id, segmenter).cube.series);
}
