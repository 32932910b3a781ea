import type { Context } from '../analysis/context.ts';
import type { CostFacts } from '../data.ts';
import type { Table } from '../tables/table.ts';
import { markup, type Markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';

/** What the methods cost, in runs of the network, and how much of what their masks have to say was seen. */
export function costsTable(context: Context): Table | undefined {
  const { costs = [] } = context.data;
  if (costs.length === 0) return undefined;
  const masking = costs.some(({ seen }) => seen !== undefined);
  return {
    name: 'costs',
    caption: 'What the methods cost',
    remark: REMARK,
    columns: [
      { title: 'Method', kind: 'text' },
      { title: 'Network', kind: 'text' },
      { title: 'Maps', kind: 'number' },
      { title: 'Passes', kind: 'number' },
      ...(masking ? [{ title: 'Mass seen', kind: 'number' as const }] : []),
    ],
    groups: [{ rows: costs.map((cost) => row(context, cost, masking)) }],
    csv: {
      columns: ['method', 'network', 'maps', 'passes', 'mass_seen', 'estimated'],
      rows: costs.map(({ method, model, maps, passes, seen, estimated }) => [
        ...[method, model, maps, passes, seen, estimated === undefined ? undefined : String(estimated)],
      ]),
    },
  };
}

const REMARK: Markup = markup`Passes: images that went through the network for a map, the mean: what another map has run already is free. Mass seen: of all that masks would add to a map, the share that the masks tried add; ≳ where the others are taken to weigh as much as the heaviest tried.`;

function row({ series, modelTitle }: Context, cost: CostFacts, masking: boolean) {
  const { method, model, maps, passes, seen, estimated } = cost;
  const share = seen === undefined ? '' : `${estimated ? '≳ ' : ''}${fixed(seen, 2)}`;
  return [
    { text: series.title(method) },
    { text: modelTitle(model) },
    { text: String(maps) },
    { text: fixed(passes, passes < 10 ? 1 : 0) },
    ...(masking ? [{ text: share }] : []),
  ];
}
