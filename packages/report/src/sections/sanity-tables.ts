import type { Context } from '../analysis/context.ts';
import type { SanityPoint } from '../analysis/sanity.ts';
import type { Cell, Table } from '../tables/table.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { chunks } from './chunks.ts';

/** Of a similarity. */
const LOWER = 'Lower: the map hangs more on what the network learnt.';

/** Steps × methods, for each check, network and measure of similarity. */
export function sanityTables(context: Context, points: readonly SanityPoint[]): Table[] {
  const groups = new Map<string, SanityPoint[]>();
  for (const point of points) {
    const key = JSON.stringify([point.check, point.model, point.metric]);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].flatMap((group) => {
    const methods = context.series.sorted(group.map(({ method }) => method));
    return chunks(methods, context.options.maxColumns).map((part, i) => sanityTable(context, group, part, i));
  });
}

function sanityTable(
  context: Context,
  all: readonly SanityPoint[],
  methods: readonly string[],
  part: number,
): Table {
  const [{ check, model, metric }] = all;
  const { title, ordered } = context.measures.get('agreement', metric);
  const points = all.filter(({ method }) => methods.includes(method));
  const layers = [...new Map(all.map((point) => [point.step, point.layer]))].sort(([a], [b]) => a - b);
  const cell = (step: number, method: string) =>
    cellOf(points.find((one) => one.step === step && one.method === method));
  return {
    name: `${['sanity', check, model, metric].map(slug).join('-')}${part > 0 ? `-part-${part + 1}` : ''}`,
    caption: `${title} with the original map, ${check}, ${context.modelTitle(model)}${part > 0 ? ', continued' : ''}`,
    remark: [countedIn(points), ordered ? '' : LOWER].filter(Boolean).join(' '),
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
          ...methods.map((method) => cell(step, method)),
        ]),
      },
    ],
    csv: {
      columns: ['model', 'method', 'check', 'metric', 'step', 'layer', 'n', 'maps', 'mean'],
      rows: points.map((of) => [
        ...[of.model, of.method, of.check, of.metric, of.step, of.layer, of.n, of.maps, of.mean],
      ]),
    },
  };
}

/** On how many maps a mean stands; where it stands on fewer than were made, its cell says so. */
function countedIn(points: readonly SanityPoint[]): string {
  const counts = [...new Set(points.map(({ maps }) => maps))].sort((a, b) => a - b);
  const [fewest, most] = [counts[0], counts.at(-1)!];
  return `Means over ${fewest === most ? mapsInWords(most) : `${fewest} to ${mapsInWords(most)}`}.`;
}

function mapsInWords(count: number): string {
  return count === 1 ? '1 map' : `${count} maps`;
}

function cellOf(point: SanityPoint | undefined): Cell {
  if (!point) return { text: DASH, note: 'not checked' };
  const { mean, n, maps, reasons } = point;
  const note = reasons.join('; ') || 'no map has a value';
  if (mean === null) return { text: DASH, note };
  return n < maps ? { text: fixed(mean, 3), small: [`n = ${n} of ${maps}`], note } : { text: fixed(mean, 3) };
}
