import type { Context, Primary } from '../analysis/context.ts';
import { figureBlock, more, prose, tableBlock, type Block } from '../html/section.ts';
import { cdDiagram } from '../svg/cd-diagram.ts';
import { markup } from '../text/markup.ts';
import { counted, fixed, pValue } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { labelWidthOf, PANEL_LABELS } from './localization-figures.ts';
import { pairTable } from './pair-table.ts';
import { priorsTable, priorTable, priorTablesByClass } from './prior-tables.ts';
import { list } from './words.ts';

/** Ranks, differences from trivial answers, and every pair of methods. */
export function comparisonBlocks(context: Context, primary: Primary): Block[] {
  const { comparison, priors, strongest } = primary;
  const { tests } = comparison;
  if (!tests && priors.length === 0) return [];
  const diagram = rankFigure(context, primary);
  const others = priors.filter((one) => one !== strongest);
  const tables = others.map((one) => tableBlock(priorTable(context, primary, one)));
  return [
    prose(markup`<h3>Are the differences more than chance?</h3>
<p>${coverageInWords(context, primary)}</p>`),
    ...(diagram ? [figureBlock(diagram)] : []),
    ...(priors.length > 0 ? [tableBlock(priorsTable(context, primary))] : []),
    ...(strongest ? [tableBlock(priorTable(context, primary, strongest))] : []),
    ...priorTablesByClass(context, primary).map(tableBlock),
    ...(tables.length > 0 ? [more('Against the other trivial answers', tables)] : []),
    ...(tests && tests.pairs.length > 0
      ? [more('Every pair of methods', [tableBlock(pairTable(context, primary, tests.pairs))])]
      : []),
  ];
}

function coverageInWords({ series }: Context, { comparison, estimates }: Primary): string {
  const { methods, partial, findings, allFindings, rows } = comparison;
  const networks = Math.max(1, estimates.cube.models.length);
  const lacking = networks * allFindings - rows;
  const apart =
    partial.length === 0
      ? ''
      : ` ${list(partial.map((name) => series.title(name)))} ${partial.length === 1 ? 'was' : 'were'} tried on too few findings to be compared.`;
  return `${counted(methods.length, 'method')} ${methods.length === 1 ? 'is' : 'are'} compared on ${findings} of ${counted(allFindings, 'finding')}${networks > 1 ? ` on ${networks} networks` : ''}: on all for which every one of them has a value${lacking > 0 ? ` (${lacking} of ${networks * allFindings} are left out for want of one)` : ''}.${apart}`;
}

function rankFigure(context: Context, { measure, comparison }: Primary) {
  const { tests } = comparison;
  if (!tests?.diagram) return undefined;
  const { diagram, friedman } = tests;
  const titleOf = (name: string) => context.series.title(name);
  const names = diagram.entries.map(({ name }) => name);
  const labelWidth = labelWidthOf(context, names, PANEL_LABELS) + 34;
  const { p } = friedman.imanDavenport;
  return {
    name: `${slug(measure.id)}-ranks`,
    title: `Average ranks by ${measure.title}, with the critical difference`,
    caption: `1 is the best rank. Methods under one bar do not differ by Nemenyi’s test at α = ${diagram.alpha}; ${diagram.blocks} patients, each ranked by its mean.${
      p === null
        ? ''
        : ` Friedman’s test (Iman and Davenport): ${pValue(p)}, Kendall’s W = ${fixed(friedman.kendallW, 3)}.`
    }`,
    panels: [
      cdDiagram(diagram, {
        description: `Critical-difference diagram of ${names.length} methods: ${diagram.entries.map(({ name, rank }) => `${titleOf(name)} ${rank.toFixed(2)}`).join(', ')}`,
        width: 2 * labelWidth + Math.max(180, 24 * names.length),
        labelWidth,
        titleOf,
      }),
    ],
    columns: 1,
  };
}
