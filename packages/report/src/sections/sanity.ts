import type { Context } from '../analysis/context.ts';
import { sanityPoints, type SanityPoint } from '../analysis/sanity.ts';
import { figureBlock, more, prose, tableBlock, type Block, type Section } from '../html/section.ts';
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
      ...risesInWords(context, points),
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

/** Measures that are not of similarity. */
function risesInWords({ measures }: Context, points: readonly SanityPoint[]): Block[] {
  const metrics = new Set(points.map(({ metric }) => metric));
  const ordered = [...metrics]
    .map((id) => measures.get('agreement', id))
    .filter((measure) => measure.ordered);
  return ordered.map(({ title, summary = '' }) =>
    prose(markup`<p>${title} is no similarity: ${summary}</p>`),
  );
}
