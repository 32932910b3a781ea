import type { Context } from '../analysis/context.ts';
import type { ModelFacts, StageFacts } from '../data.ts';
import { more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
import type { Table } from '../tables/table.ts';
import { markup, trusted, type Content } from '../text/markup.ts';
import { count, counted, DASH, fixed } from '../text/numbers.ts';
import { optionsInWords } from './options-in-words.ts';

/** What was run: the locked configuration. */
export function setupSection(context: Context): Section {
  const { study, models } = context.data;
  const stages = study.stages ?? [];
  const facts: (readonly [string, Content])[] = [
    ...(study.description ?? []).map((text) => ['Description', text] as const),
    ['camscope', study.camscope],
    [
      'Data',
      [
        ...stages.filter(({ kind }) => kind === 'dataset').map((stage) => [stageInWords(stage), ': ']),
        `${counted(study.images, 'image')}, ${counted(study.findings, 'finding')}`,
      ],
    ],
    ...(
      ['filter', 'segmenter', 'metric', 'agreement', 'classification', 'faithfulness', 'feature'] as const
    ).flatMap((kind) => factOf(kind, stages)),
    ...recordFact('Runtime', study.runtime),
    ...recordFact('Seeds', study.seeds),
    ...runFact(context),
  ];
  const blocks: Block[] = [
    prose(markup`<dl>${facts.map(([term, content]) => markup`<dt>${term}</dt><dd>${content}</dd>`)}</dl>`),
    ...(models.length > 0 ? [tableBlock(modelTable(models))] : []),
    ...(study.lock === undefined
      ? []
      : [
          more('The locked configuration in full', [
            prose(markup`<pre tabindex="0">${lockLines(study.lock)}</pre>`),
          ]),
        ]),
  ];
  return { id: 'setup', title: 'What was run', blocks };
}

const HEADINGS: Readonly<Record<string, string>> = {
  filter: 'Filters',
  segmenter: 'Segmenters',
  metric: 'Metrics',
  agreement: 'Agreement',
  classification: 'Classification',
  faithfulness: 'Faithfulness',
  feature: 'Features',
};

function factOf(kind: string, stages: readonly StageFacts[]): (readonly [string, Content])[] {
  const of = stages.filter((stage) => stage.kind === kind);
  if (of.length === 0) return [];
  return [[HEADINGS[kind], of.map((stage, i) => markup`${i > 0 && markup`<br>`}${stageInWords(stage)}`)]];
}

function stageInWords({ name, title, options, remark }: StageFacts): Content {
  const words = optionsInWords(options);
  return markup`${title ?? name}${title !== undefined && title !== name && markup` <code>${name}</code>`}${words && ` (${words})`}${remark !== undefined && `, ${remark}`}`;
}

function recordFact(
  term: string,
  record: Readonly<Record<string, string | number>> | undefined,
): (readonly [string, Content])[] {
  const entries = Object.entries(record ?? {});
  return entries.length === 0 ? [] : [[term, entries.map(([key, value]) => `${key} ${value}`).join(', ')]];
}

function runFact({ data: { study } }: Context): (readonly [string, Content])[] {
  const { maps, mapsFromCache, seconds, finished } = study;
  const parts = [
    maps !== undefined &&
      `${count(maps)} maps${mapsFromCache ? `, ${count(mapsFromCache)} of them from the cache` : ''}`,
    seconds !== undefined && duration(seconds),
    finished !== undefined && `finished ${finished.slice(0, 10)}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? [] : [['Run', parts.join('; ')]];
}

function modelTable(models: readonly ModelFacts[]): Table {
  const columns = [
    ['Architecture', 'architecture'],
    ['Target layer', 'targetLayer'],
    ['Preprocessing', 'preprocessing'],
    ['File', 'file'],
    ['SHA-256', 'sha256'],
  ] as const;
  const used = columns.filter(([, key]) => models.some((model) => model[key] !== undefined));
  return {
    name: 'networks',
    caption: 'Networks',
    columns: [
      { title: 'Network', kind: 'text' },
      ...used.map(([title]) => ({ title, kind: 'text' as const })),
    ],
    groups: [
      {
        rows: models.map((model) => [
          { text: model.title ?? model.name },
          ...used.map(([, key]) => ({
            text: key === 'sha256' ? (model.sha256?.slice(0, 12) ?? DASH) : (model[key] ?? DASH),
          })),
        ]),
      },
    ],
    csv: {
      columns: ['name', ...columns.map(([, key]) => key)],
      rows: models.map((model) => [model.name, ...columns.map(([, key]) => model[key])]),
    },
  };
}

/** Indented JSON, escaped line by line so that lines remain. */
function lockLines(lock: unknown): Content {
  const lines = (JSON.stringify(lock, null, 2) ?? '').split('\n');
  return lines.map((line) => {
    const text = line.trimStart();
    return markup`${trusted(' '.repeat(line.length - text.length))}${text}
`;
  });
}

function duration(seconds: number): string {
  if (seconds < 60) return `${fixed(seconds, 1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
