import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context } from '../analysis/context.ts';
import { figureBlock, more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
import type { Sentence } from '../summary/sentence.ts';
import type { Figure } from '../svg/figure.ts';
import { heatMatrix } from '../svg/heat-matrix.ts';
import { markup } from '../text/markup.ts';
import { slug } from '../text/slug.ts';
import { agreementByClass, agreementByNetwork, domainOf, pairInWords } from './agreement-matrices.ts';
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
        more(`Agreement by ${agreement.measure.title}`, [
          figureBlock(agreementByNetwork(context, agreement)),
          ...blocksOf(context, agreement),
        ]),
      ),
    ],
  };
}

/** What the main results leave out of the measure that they show. */
function blocksOf(context: Context, agreement: Agreement): Block[] {
  const { measure, means } = agreement;
  const classes = means.classes.length;
  const perClass = figureBlock(agreementByClass(context, agreement));
  const between = betweenFigure(context, agreement, context.models(means.models));
  return [
    ...(classes > OPEN_CLASSES
      ? [more(`Agreement by ${measure.title}, per pathology`, [perClass])]
      : classes > 1
        ? [perClass]
        : []),
    ...(between ? [figureBlock(between)] : []),
    more(`Agreement by ${measure.title} as a table`, agreementTables(context, agreement).map(tableBlock)),
  ];
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
  const at = (row: number, column: number) => of(models[row], models[column]);
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
          row === column ? titles[row] : pairInWords(titles[row], titles[column], at(row, column)),
        domain: domainOf(measure, values),
        triangle: true,
        legend: measure.title,
      }),
    ],
  };
}
