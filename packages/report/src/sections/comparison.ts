import type { Context, Primary } from '../analysis/context.ts';
import { figureBlock, more, prose, tableBlock, type Block } from '../html/section.ts';
import { cdDiagram } from '../svg/cd-diagram.ts';
import { markup } from '../text/markup.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { baselineTables } from './baseline-tables.ts';
import { labelWidthOf } from './localization-figures.ts';
import { pairTable } from './pair-table.ts';
import { list } from './words.ts';

/** Ranks, differences from the reference, and every pair of methods. */
export function comparisonBlocks(context: Context, primary: Primary): Block[] {
  const { verdicts } = primary;
  if (!verdicts) return [];
  const { comparison, leftOut } = verdicts;
  const { coverage } = comparison;
  const blocks: Block[] = [
    prose(markup`<h3>Are the differences more than chance?</h3>
<p>Compared on the ${coverage.rows} cases for which every compared method has a value${
      coverage.dropped > 0 && ` (${coverage.dropped} lack one and are left out of the comparison)`
    }; ${coverage.clusters} patients.${
      leftOut.length > 0 &&
      ` ${list(leftOut.map((name) => context.series.title(name)))} ${leftOut.length === 1 ? 'has' : 'have'} too few values to be compared.`
    }${comparison.reason !== undefined && ` No verdict: ${comparison.reason}.`}</p>`),
  ];
  const diagram = rankFigure(context, primary);
  if (diagram) blocks.push(figureBlock(diagram));
  blocks.push(...baselineTables(context, primary).map(tableBlock));
  if (comparison.pairs.length > 0) {
    blocks.push(more('Every pair of methods', [tableBlock(pairTable(context, primary, comparison.pairs))]));
  }
  return blocks;
}

function rankFigure(context: Context, { measure, verdicts }: Primary) {
  const { comparison } = verdicts!;
  const { diagram, friedman } = comparison;
  if (!diagram) return undefined;
  const titleOf = (name: string) => context.series.title(name);
  const names = diagram.entries.map(({ name }) => name);
  const labelWidth = labelWidthOf(context, names, 150) + 34;
  const p = friedman.imanDavenport.p;
  return {
    name: `${slug(measure.id)}-ranks`,
    title: `Average ranks by ${measure.title}, with the critical difference`,
    caption: `1 is the best rank. Methods under one bar do not differ by Nemenyi’s test at α = ${diagram.alpha}; ${diagram.blocks} cases.${
      p === null
        ? ''
        : ` Friedman’s test (Iman and Davenport): ${p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`}, Kendall’s W = ${fixed(friedman.kendallW, 3)}.`
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
