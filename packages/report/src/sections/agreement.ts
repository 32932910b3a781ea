import type { PairFilter, PairMean } from '../analysis/agreement.ts';
import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import type { MeasureFacts } from '../data.ts';
import { figureBlock, more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
import type { Sentence } from '../summary/sentence.ts';
import type { Figure } from '../svg/figure.ts';
import { heatMatrix } from '../svg/heat-matrix.ts';
import { roundDomain } from '../svg/scale.ts';
import { markup } from '../text/markup.ts';
import { counted, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { agreementTables } from './agreement-tables.ts';

/** With more classes, the matrices per class are to be unfolded. */
const OPEN_CLASSES = 6;

/** Do methods agree with one another, with readers, and across networks? */
export function agreementSection(
  context: Context,
  agreements: readonly Agreement[],
  sentences: readonly Sentence[],
): Section | undefined {
  const [first, ...others] = agreements;
  if (!first) return undefined;
  return {
    id: 'agreement',
    title: 'Agreement',
    blocks: [
      prose(
        sentences.filter(({ see }) => see === 'agreement').map(({ content }) => markup`<p>${content}</p>`),
      ),
      ...blocksOf(context, first),
      ...others.map((agreement) =>
        more(`Agreement by ${agreement.measure.title}`, blocksOf(context, agreement)),
      ),
    ],
  };
}

function blocksOf(context: Context, agreement: Agreement): Block[] {
  const { measure, means } = agreement;
  const models = context.models(means.models);
  const classes = context.classes(means.classes);
  const file = slug(measure.id);
  const between = betweenFigure(context, agreement, models);
  const figure = (
    name: string,
    title: string,
    filters: readonly [string | undefined, PairFilter][],
    columns: number,
  ) =>
    figureBlock({
      name: `agreement-${file}-${name}`,
      title,
      caption: captionOf(context, agreement),
      panels: filters.map(([heading, filter]) => matrix(context, agreement, heading, filter)),
      columns,
    } satisfies Figure);
  const perClass = figure(
    'by-class',
    `Agreement by ${measure.title}, per pathology`,
    classes.map((label) => [label, { class: label }]),
    2,
  );
  const folded = more(`Agreement by ${measure.title}, per pathology`, [perClass]);
  return [
    figure(
      'overall',
      `Agreement by ${measure.title}, over all networks and pathologies`,
      [[undefined, {}]],
      1,
    ),
    ...(models.length > 1
      ? [
          figure(
            'by-network',
            `Agreement by ${measure.title}, per network`,
            models.map((model) => [context.modelTitle(model), { model }]),
            2,
          ),
        ]
      : []),
    ...(classes.length > OPEN_CLASSES ? [folded] : classes.length > 1 ? [perClass] : []),
    ...(between ? [figureBlock(between)] : []),
    more(`Agreement by ${measure.title} as a table`, agreementTables(context, agreement).map(tableBlock)),
  ];
}

function matrix(
  context: Context,
  { measure, means, coverage }: Agreement,
  title: string | undefined,
  filter: PairFilter,
) {
  const names = means.names();
  const of = means.within(filter);
  const itself = { value: selfOf(measure), n: 0 };
  const at = (row: number, column: number) => (row === column ? itself : of(names[row], names[column]));
  const titles = names.map((name) => context.series.title(name));
  const short = names.map((name) => context.series.short(name));
  const apart = new Set(coverage.apart.map(({ name }) => name));
  return heatMatrix({
    ...(title === undefined ? {} : { title }),
    description: `${measure.title} between every two of ${names.length}${title === undefined ? '' : `, ${title}`}`,
    rows: short,
    columns: short,
    value: (row, column) => at(row, column).value,
    tooltip: (row, column) =>
      row === column ? titles[row] : tooltip(titles[row], titles[column], at(row, column)),
    few: (row, column) => [names[row], names[column]].some((name) => apart.has(name)),
    domain: domainOf(
      measure,
      names.flatMap((a) => names.flatMap((b) => of(a, b).value ?? [])),
    ),
    triangle: true,
    gaps: names.flatMap((name, i) =>
      i > 0 && context.series.kind(name) !== context.series.kind(names[i - 1]) ? [i] : [],
    ),
    legend: measure.title,
  });
}

function betweenFigure(
  context: Context,
  { measure, means }: Agreement,
  models: readonly string[],
): Figure | undefined {
  const of = means.betweenNetworks();
  const values = models.flatMap((a) => models.flatMap((b) => (a === b ? [] : (of(a, b).value ?? []))));
  if (values.length === 0) return undefined;
  const titles = models.map((model) => context.modelTitle(model));
  const itself = { value: selfOf(measure), n: 0 };
  const at = (row: number, column: number) => (row === column ? itself : of(models[row], models[column]));
  return {
    name: `agreement-${slug(measure.id)}-between-networks`,
    title: `Agreement of the same method on two networks, by ${measure.title}`,
    caption: 'Mean over all methods and cases.',
    columns: 1,
    panels: [
      heatMatrix({
        description: `${measure.title} between every two of ${models.length} networks`,
        rows: titles,
        columns: titles,
        value: (row, column) => at(row, column).value,
        tooltip: (row, column) =>
          row === column ? titles[row] : tooltip(titles[row], titles[column], at(row, column)),
        domain: domainOf(measure, values),
        triangle: true,
        legend: measure.title,
      }),
    ],
  };
}

/** What a map has with itself, by convention: the end that says that two are alike. */
function selfOf({ direction, range: [low, high] }: MeasureFacts): number | null {
  const end = { higher: high, lower: low, none: NaN }[direction];
  return Number.isFinite(end) ? end : null;
}

/** What the cells say, and what the letters stand for. */
function captionOf({ series }: Context, { measure, segmenter, means, coverage }: Agreement): string {
  const { methods, apart, findings, allFindings } = coverage;
  const few =
    apart.length === 0
      ? ''
      : ` † and italics: with a method that was compared on few of them (${apart.map((one) => `${series.short(one.name)} ${one.findings}`).join(', ')}).`;
  const key = means.names().map((name) => `${series.short(name)} ${series.title(name)}`);
  return `Mean ${measure.title} over all findings that both have${segmenter && `, segmenter ${segmenter}`}; ${counted(methods.length, 'method')} on ${findings === allFindings ? '' : `${findings} of `}${counted(allFindings, 'finding')}.${few} ${key.join(', ')}.`;
}

function domainOf(
  { range: [low, high] }: MeasureFacts,
  values: readonly number[],
): readonly [number, number] {
  if (low === -1 && high === 1 && values.every((value) => value >= 0)) return [0, 1];
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : roundDomain(values);
}

function tooltip(a: string, b: string, { value, n }: PairMean): string {
  return value === null ? `${a}, ${b}: no case has both` : `${a}, ${b}: ${fixed(value, 3)}, n = ${n}`;
}
