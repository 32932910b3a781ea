import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { Figure } from '../svg/figure.ts';
import { forest } from '../svg/forest.ts';
import { counted, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { forestDomain, widthOf } from './localization-figures.ts';
import { standingRow } from './overall-forest.ts';
import { list } from './words.ts';

const WIDTH = 356;
/** Methods that are shown, the best ones, and readers. */
const METHODS = 6;
const READERS = 2;

/** The best methods, the strongest trivial answer and the readers, in ten rows at most. */
export function keyFigure(context: Context, primary: Primary): Figure | undefined {
  const { measure, estimates, comparison, standings, strongest } = primary;
  const { compared, priors, readers } = standings;
  const groups = [
    compared.slice(0, METHODS),
    priors.filter(({ name }) => name === strongest?.prior),
    readers.slice(0, READERS),
  ];
  const rows = groups.flatMap((group, g) =>
    group.map((standing, i) => ({
      ...standingRow(context, primary, standing, g > 0 && i === 0),
      text: fixed(standing.mean.estimate, decimalsOf(measure, [standing.mean.estimate ?? 0])),
    })),
  );
  if (rows.length === 0) return undefined;
  const networks = estimates.cube.models.length;
  const some =
    compared.length > METHODS
      ? `The best ${METHODS} of ${compared.length} compared methods`
      : 'All compared methods';
  const others = [
    groups[1].length > 0 && 'the strongest trivial answer',
    groups[2].length > 0 && 'readers',
  ].filter((one) => one !== false);
  const hollow = others.length > 0 ? `; hollow: ${list(others)}` : '';
  return {
    name: `${slug(measure.id)}-key`,
    title: `Mean ${measure.title}`,
    caption: `n = ${counted(comparison.findings, 'finding')}${networks > 1 ? ` on ${networks} networks` : ''}, unless a row says otherwise. ${some}${hollow}.`,
    columns: 1,
    panels: [
      forest({
        description: `${measure.title} of the best methods, the strongest trivial answer and readers`,
        width: WIDTH,
        labelWidth: widthOf(
          rows.map(({ label }) => label),
          200,
        ),
        textWidth: 38,
        rows,
        domain: forestDomain(rows, primary),
        axisTitle: `${measure.title}, ${100 * context.options.level}% interval`,
      }),
    ],
  };
}
