import type { Context } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { MethodLook, NetworkLook, Share, Shortcut, Sides } from '../analysis/shortcuts.ts';
import type { Cell, CsvRow, Table } from '../tables/table.ts';
import { clip } from '../text/clip.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { estimateCell } from './estimate-cell.ts';
import { readersInWords } from './readers-in-words.ts';
import { headingOf } from './series-kinds.ts';
import { outOf, shortcutName } from './shortcut-words.ts';

/** Methods × measures, network by network. */
export function shortcutTable(context: Context, shortcut: Shortcut): Table {
  const { options, series } = context;
  const { class: label, chance, networks } = shortcut;
  const what = shortcutName(shortcut);
  const measured = networks.flatMap(({ methods }) => methods.map(({ sides }) => sides));
  const shares = (['heat', 'hits'] as const).flatMap((share) => {
    const measure = measured.find((sides) => sides[share])?.[share]?.measure;
    return measure ? [{ share, title: measure.title }] : [];
  });
  const [{ share: judge }] = shares;
  const relative = measured.some((sides) => sides[judge]?.times);
  const cells = (sides: MethodLook['sides']) =>
    shares.flatMap(({ share }) => {
      const of = sides[share];
      if (!of) return [nothing(), nothing(), ...(share === judge ? [nothing()] : [])];
      return [
        sideCell(of, 'shortcut', share, shortcut.images),
        sideCell(of, 'finding', share, shortcut.images),
        ...(share === judge ? [estimateCell(of.lead, relative ? 2 : 3)] : []),
      ];
    });
  return {
    name: `shortcuts-${slug(label)}`,
    caption: `${clip(label)}: maps on ${what} and on the finding`,
    remark: `Means with ${100 * options.level}% BCa interval (${options.replicates} replicates over patients), over the images on which both are drawn${relative ? '; heat also as a multiple of chance' : ''}. The lead is ${shares[0].title}${relative ? ' as a multiple of chance' : ''} on ${what}, minus the same on the finding.${readersInWords(context)}`,
    columns: [
      { title: 'Method', kind: 'text' },
      ...shares.flatMap(({ share, title }) =>
        [`${title}: on ${what}`, 'on the finding', ...(share === judge ? ['lead'] : [])].map((heading) => ({
          title: heading,
          kind: 'number' as const,
        })),
      ),
      { title: 'Shows', kind: 'text' },
    ],
    groups: [
      ...networks.map((network) => ({
        title: `${context.modelTitle(network.model)}: ${looksInWords(network, what)}`,
        rows: network.methods.map((method): Cell[] => [
          { text: series.title(method.series) },
          ...cells(method.sides),
          showsInWords(method, what),
        ]),
      })),
      ...(series.chance && Object.keys(chance).length > 0
        ? [
            {
              title: headingOf(series.chance.kind),
              rows: [[{ text: series.title(series.chance.name) }, ...cells(chance), { text: DASH }]],
            },
          ]
        : []),
    ],
    csv: csvOf(shortcut, context),
  };
}

function sideCell(
  { measure, times, ...of }: Sides,
  side: 'shortcut' | 'finding',
  share: Share,
  images: number,
): Cell {
  const interval = of[side];
  const multiple = times?.[side].estimate ?? undefined;
  const cell = estimateCell(interval, decimalsOf(measure), { whole: images });
  if (share === 'hits') return { ...cell, small: [outOf(interval)] };
  return multiple === undefined
    ? cell
    : { ...cell, small: [...(cell.small ?? []), `${fixed(multiple, multiple < 10 ? 2 : 0)} × chance`] };
}

const nothing = (): Cell => ({ text: DASH, note: 'no image has both values' });

function looksInWords({ looks }: NetworkLook, what: string): string {
  if (looks === 'instead') return `looks at ${what}, not at the finding`;
  if (looks === 'too') return `looks at ${what} too`;
  return looks === 'elsewhere' ? `does not look at ${what}` : 'too few patients to say';
}

function showsInWords({ shows, notices }: MethodLook, what: string): Cell {
  if (shows === undefined) return { text: DASH, note: 'too few patients to say' };
  if (shows !== 'undecided') return { text: shows === 'shortcut' ? what : 'the finding' };
  return { text: notices ? 'both' : 'neither more than the other' };
}

function csvOf({ class: label, networks, chance }: Shortcut, { series }: Context): Table['csv'] {
  const ends = (name: string) => [name, `${name}_low`, `${name}_high`];
  const records = (model: string, name: string, of: MethodLook['sides'], shows?: string) =>
    Object.values(of).map(({ measure, shortcut, finding, times, lead }): CsvRow => [
      ...[model, label, name, measure.id, shortcut.cases, shortcut.clusters],
      ...[shortcut, finding, times?.shortcut, times?.finding, lead].flatMap((one) => [
        ...[one?.estimate, one?.low, one?.high],
      ]),
      shows,
    ]);
  return {
    columns: [
      ...['model', 'class', 'method', 'metric', 'n', 'patients'],
      ...['shortcut', 'finding', 'times_chance_shortcut', 'times_chance_finding', 'lead'].flatMap(ends),
      'shows',
    ],
    rows: [
      ...networks.flatMap(({ model, methods }) =>
        methods.flatMap(({ series: name, sides, shows }) => records(model, name, sides, shows)),
      ),
      ...(series.chance ? records('', series.chance.name, chance) : []),
    ],
  };
}
