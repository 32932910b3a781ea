import type { FactorTable } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import { inOrder } from '../analysis/series.ts';
import { lineKeys } from '../analysis/styles.ts';
import { figureBlock, more, prose, tableBlock, type Section } from '../html/section.ts';
import { curves, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import { roundDomain } from '../svg/scale.ts';
import type { Table } from '../tables/table.ts';
import { markup } from '../text/markup.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';

/** The mean similarity after one step of one check. */
interface Step {
  readonly model: string;
  readonly method: string;
  readonly check: string;
  readonly metric: string;
  readonly step: number;
  readonly layer: string;
  readonly mean: number | null;
  readonly n: number;
}

/** Do maps change when the network forgets what it learnt? */
export function sanitySection(context: Context): Section | undefined {
  const { sanity } = context.data;
  if (!sanity || sanity.size === 0) return undefined;
  const steps = stepsOf(sanity);
  const checks = [...new Set(steps.map(({ check }) => check))];
  return {
    id: 'sanity',
    title: 'Sanity checks',
    blocks: [
      prose(
        markup`<p>How similar a map remains to the original one while the network’s weights are made random, layer after layer from the output on (Adebayo et al., 2018, <a href="https://arxiv.org/abs/1810.03292">arXiv:1810.03292</a>). A method whose maps stay alike does not show what the network learnt.</p>`,
      ),
      ...checks.flatMap((check) =>
        figuresOf(
          context,
          steps.filter((of) => of.check === check),
        ).map(figureBlock),
      ),
      more('Sanity checks as tables', sanityTables(context, steps).map(tableBlock)),
    ],
  };
}

function stepsOf(sanity: FactorTable): Step[] {
  return sanity.groupBy('model', 'method', 'check', 'metric', 'step', 'layer').map(({ key, table }) => ({
    model: key['model'],
    method: key['method'],
    check: key['check'],
    metric: key['metric'],
    step: Number(key['step']),
    layer: key['layer'],
    mean: table.mean(),
    n: table.size - table.missing(),
  }));
}

/** One figure per check: a panel per network and measure of similarity. */
function figuresOf(context: Context, steps: readonly Step[]): Figure[] {
  const [{ check }] = steps;
  const models = context.models(steps.map(({ model }) => model));
  const metrics = inOrder(
    steps.map(({ metric }) => metric),
    context.measures.ids('agreement'),
  );
  const last = Math.max(...steps.map(({ step }) => step));
  const methods = context.series.sorted(steps.map(({ method }) => method));
  const n = Math.max(...steps.map((step) => step.n));
  const panels = models.flatMap((model) =>
    metrics.flatMap((metric) => {
      const of = steps.filter((step) => step.model === model && step.metric === metric && step.mean !== null);
      if (of.length === 0) return [];
      const title = context.measures.get('agreement', metric).title;
      const lines = methods.map((method): Line & { layer: number } => ({
        ...context.style(method),
        name: context.series.title(method),
        points: of
          .filter((step) => step.method === method)
          .sort((a, b) => a.step - b.step)
          .map(({ step, mean }) => [step, mean!] as const),
        dots: 3.4,
      }));
      const low = Math.min(0, ...of.map(({ mean }) => mean!));
      return [
        curves({
          title: `${context.modelTitle(model)}: ${title}`,
          description: `${title} with the original map after each of ${last} steps, ${lines.length} methods on ${context.modelTitle(model)}`,
          width: 330,
          height: 240,
          lines: lines.filter(({ points }) => points.length > 0).sort((a, b) => a.layer - b.layer),
          x: { title: 'Layers made random', domain: [0, last || 1], ticks: Math.min(8, last || 1) },
          y: { title, domain: roundDomain([low, 1, ...of.map(({ mean }) => mean!)]) },
        }),
      ];
    }),
  );
  if (panels.length === 0) return [];
  return [
    {
      name: `sanity-${slug(check)}`,
      title: `Sanity check: ${check}`,
      caption: `Mean similarity to the original map, of up to ${n} maps a point. The best methods by the primary metric are coloured, the others grey. Which layer each step reached is in the table.`,
      legend: lineKeys(methods, context.style, context.series),
      panels,
    },
  ];
}

/** Steps × methods, for each check, network and measure of similarity. */
function sanityTables(context: Context, steps: readonly Step[]): Table[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.check, step.model, step.metric]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].flatMap((group) => {
    const methods = context.series.sorted(group.map(({ method }) => method));
    return chunks(methods, context.options.maxColumns).map((part, i) => sanityTable(context, group, part, i));
  });
}

function sanityTable(
  context: Context,
  all: readonly Step[],
  methods: readonly string[],
  part: number,
): Table {
  const [{ check, model, metric }] = all;
  const title = context.measures.get('agreement', metric).title;
  const steps = all.filter(({ method }) => methods.includes(method));
  const layers = [...new Map(all.map((step) => [step.step, step.layer]))].sort(([a], [b]) => a - b);
  return {
    name: `${['sanity', check, model, metric].map(slug).join('-')}${part > 0 ? `-part-${part + 1}` : ''}`,
    caption: `${title} with the original map, ${check}, ${context.modelTitle(model)}${part > 0 ? ', continued' : ''}`,
    columns: [
      { title: 'Step', kind: 'text' },
      { title: 'Layer', kind: 'text' },
      ...methods.map((method) => ({ title: context.series.title(method), kind: 'number' as const })),
    ],
    groups: [
      {
        rows: layers.map(([step, layer]) => [
          { text: String(step) },
          { text: layer || DASH },
          ...methods.map((method) => {
            const of = steps.find((one) => one.step === step && one.method === method);
            return of === undefined || of.mean === null
              ? { text: DASH, note: 'no map has a value' }
              : { text: fixed(of.mean, 3) };
          }),
        ]),
      },
    ],
    csv: {
      columns: ['model', 'method', 'check', 'metric', 'step', 'layer', 'n', 'mean'],
      rows: steps.map((of) => [of.model, of.method, of.check, of.metric, of.step, of.layer, of.n, of.mean]),
    },
  };
}
