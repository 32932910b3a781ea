import type { Context } from '../analysis/context.ts';
import { sanityPoints } from '../analysis/sanity.ts';
import { figureBlock, more, prose, tableBlock, type Section } from '../html/section.ts';
import { markup } from '../text/markup.ts';
import { sanityFigures } from './sanity-figures.ts';
import { sanityTables } from './sanity-tables.ts';

/** Do maps change when the network forgets what it learnt? */
export function sanitySection(context: Context): Section | undefined {
  const { sanity } = context.data;
  if (!sanity || sanity.size === 0) return undefined;
  const points = sanityPoints(sanity);
  const checks = [...new Set(points.map(({ check }) => check))];
  return {
    id: 'sanity',
    title: 'Sanity checks',
    blocks: [
      prose(
        markup`<p>How similar a map remains to the original one while the network’s weights are made random, layer after layer from the output on (Adebayo et al., 2018, <a href="https://arxiv.org/abs/1810.03292">arXiv:1810.03292</a>). A method whose maps stay alike does not show what the network learnt.</p>`,
      ),
      ...checks.flatMap((check) =>
        sanityFigures(
          context,
          points.filter((of) => of.check === check),
        ).map(figureBlock),
      ),
      more('Sanity checks as tables', sanityTables(context, points).map(tableBlock)),
    ],
  };
}
