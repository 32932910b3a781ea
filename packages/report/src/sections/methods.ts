import type { Citation } from '@camscope/core';
import type { Context } from '../analysis/context.ts';
import type { MeasureFacts, SeriesFacts } from '../data.ts';
import { more, prose, tableBlock, type Section } from '../html/section.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Table } from '../tables/table.ts';
import { markup, type Markup } from '../text/markup.ts';
import { costsTable } from './costs.ts';
import { optionsInWords } from './options-in-words.ts';
import { SERIES_KINDS } from './series-kinds.ts';

/** What was compared, with its options, and where it comes from. */
export function methodsSection(context: Context): Section | undefined {
  const { series, measures } = context.data;
  const cited = citations(context);
  const costs = costsTable(context);
  if (series.length === 0 && cited.length === 0) return undefined;
  const described = oncePerFamily(measures).filter(({ summary }) => summary !== undefined);
  return {
    id: 'methods',
    title: 'Methods and references',
    blocks: [
      ...(series.length > 0 ? [tableBlock(seriesTable(context))] : []),
      ...(costs ? [more(costs.caption, [tableBlock(costs)])] : []),
      ...(described.length > 0
        ? [
            prose(
              markup`<h3>Measures</h3><dl>${described.map(({ title, summary, at }) => markup`<dt>${title}</dt><dd>${summary}${at.length > 0 && ` Thresholds: ${at.join(', ')}.`}</dd>`)}</dl>`,
            ),
          ]
        : []),
      ...(cited.length > 0
        ? [
            prose(
              markup`<h3>References</h3><ul>${cited.map(({ names, citation }) => markup`<li>${names.join(', ')}: ${reference(citation)}</li>`)}</ul>`,
            ),
          ]
        : []),
    ],
  };
}

const COLUMNS: readonly (readonly [string, (series: SeriesFacts) => string])[] = [
  ['In the files', ({ name }) => name],
  ['What it is', ({ summary = '' }) => summary],
  ['Computed', ({ host }) => (host ? "last steps outside of the network's graph" : '')],
  ['Options', ({ options }) => optionsInWords(options)],
];

function seriesTable({ data }: Context): Table {
  const used = COLUMNS.filter(([, text]) => data.series.some((series) => text(series) !== ''));
  return {
    name: 'methods',
    caption: 'What was compared',
    columns: [{ title: 'Name', kind: 'text' }, ...used.map(([title]) => ({ title, kind: 'text' as const }))],
    groups: SERIES_KINDS.flatMap(([kind, title]) => {
      const of = data.series.filter((series) => series.kind === kind);
      const rows = of.map((one) => [
        { text: one.title ?? one.name },
        ...used.map(([, text]) => ({ text: text(one) })),
      ]);
      return rows.length === 0 ? [] : [{ title, rows }];
    }),
    csv: csvRecords(data.series, {
      name: ({ name }) => name,
      title: ({ title }) => title,
      kind: ({ kind }) => kind,
      summary: ({ summary }) => summary,
      options: ({ options }) => optionsInWords(options),
      host: ({ host }) => (host ? 'true' : undefined),
      citation: ({ citation }) => citation?.text,
      doi: ({ citation }) => citation?.doi,
      arxiv: ({ citation }) => citation?.arxiv,
      url: ({ citation }) => citation?.url,
    }),
  };
}

/** Measures at several thresholds count as one: the first, without its threshold in the title, and all of them. */
function oncePerFamily(measures: readonly MeasureFacts[]): (MeasureFacts & { at: readonly number[] })[] {
  const familyOf = ({ kind, threshold }: MeasureFacts) => threshold && `${kind} ${threshold.family}`;
  const seen = new Set<string>();
  return measures.flatMap((measure) => {
    const family = familyOf(measure);
    if (family === undefined) return [{ ...measure, at: [] }];
    if (seen.has(family)) return [];
    seen.add(family);
    const at = measures.filter((one) => familyOf(one) === family).map(({ threshold }) => threshold!.at);
    return [{ ...measure, title: measure.threshold!.title, at }];
  });
}

/** Every source once, with what comes from it. */
function citations({ data }: Context): { names: string[]; citation: Citation }[] {
  const all = [...data.series, ...(data.study.stages ?? []), ...oncePerFamily(data.measures)].flatMap((of) =>
    of.citation ? [{ name: of.title ?? ('name' in of ? of.name : of.id), citation: of.citation }] : [],
  );
  const by = new Map<string, { names: string[]; citation: Citation }>();
  for (const { name, citation } of all) {
    const key = JSON.stringify([citation.doi ?? citation.arxiv ?? citation.url ?? citation.text]);
    const before = by.get(key);
    if (!before) by.set(key, { names: [name], citation });
    else if (!before.names.includes(name)) before.names.push(name);
  }
  return [...by.values()];
}

function reference({ text, doi, arxiv, url }: Citation): Markup {
  const link = (href: string, label: string) => markup` <a href="${href}" rel="noreferrer">${label}</a>`;
  return markup`${text}${doi !== undefined && link(`https://doi.org/${encodeURI(doi)}`, `doi:${doi}`)}${
    arxiv !== undefined && link(`https://arxiv.org/abs/${encodeURI(arxiv)}`, `arXiv:${arxiv}`)
  }${url !== undefined && (/^https?:\/\//i.test(url) ? link(url, url) : ` ${url}`)}`;
}
