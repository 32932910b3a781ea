import type { Context } from '../analysis/context.ts';
import type { Share, Sides } from '../analysis/shortcuts.ts';
import { symbolKey, type NetworkStyle } from '../analysis/styles.ts';
import type { Figure } from '../svg/figure.ts';
import { forest, type ForestRow } from '../svg/forest.ts';
import { clip } from '../text/clip.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { PANEL, shortLabelWidth } from './short-labels.ts';

const SHORTCUT: NetworkStyle = { colour: 'hue-1', symbol: 'diamond' };
const FINDING: NetworkStyle = { colour: 'hue-0', symbol: 'circle' };

/** Multiples of chance below it are drawn at it. */
const LEAST = 0.01;

/** A panel per class and network: every method's mean on the shortcut, joined to that on the finding. */
export function shortcutFigures(context: Context, share: Share): Figure[] {
  const shown = context.shortcuts.flatMap((shortcut) =>
    shortcut.networks.flatMap((network) => {
      const rows = network.methods.flatMap(({ series, sides }) => {
        const of = sides[share];
        return of ? [{ series, sides: of }] : [];
      });
      return rows.length === 0 ? [] : [{ shortcut, network, rows }];
    }),
  );
  if (shown.length === 0) return [];
  const all = shown.flatMap(({ rows }) => rows.map(({ sides }) => sides));
  const [{ measure }] = all;
  // Hits are counted out of so many images; heat is thin where the drawn area is small.
  const relative = share === 'heat' && all.every(({ times }) => times !== undefined);
  const axisTitle = relative ? `${measure.title} as a multiple of chance` : measure.title;
  const largest = Math.max(
    ...all.flatMap(({ times }) => [times?.shortcut, times?.finding].map((of) => of?.estimate ?? 1)),
  );
  const panels = shown.map(({ shortcut, network, rows }) => {
    const title = `${clip(shortcut.class)}, ${context.modelTitle(network.model)}`;
    return forest({
      title: context.shortcuts.length > 1 ? title : context.modelTitle(network.model),
      description: `${axisTitle} of ${rows.length} methods on the shortcut and on the finding: ${title}`,
      width: PANEL,
      labelWidth: shortLabelWidth(
        context,
        rows.map(({ series }) => series),
      ),
      rows: rows.map(({ series, sides }) => rowOf(context, series, sides, relative)),
      axisTitle: relative ? 'multiple of chance' : measure.title,
      joined: true,
      ...(relative
        ? {
            domain: [Math.log10(LEAST), Math.max(1, Math.log10(largest) + 0.1)] as const,
            numberOf: (place: number) => 10 ** place,
            reference: 0,
          }
        : { domain: [0, 1] as const }),
    });
  });
  return [
    {
      name: `shortcuts-${slug(measure.id)}`,
      title: `${axisTitle} on the shortcut and on the finding`,
      caption: `Means over the images on which both are drawn; ${share === 'heat' ? 'intervals' : 'counts'} are in the table.${relative ? ` The dashed line is chance; the axis is logarithmic, and what is below ${LEAST} is drawn there.` : ''}`,
      legend: [symbolKey('on the shortcut', SHORTCUT), symbolKey('on the finding', FINDING, true)],
      panels,
      columns: 5,
    },
  ];
}

function rowOf(
  context: Context,
  series: string,
  { shortcut, finding, times }: Sides,
  relative: boolean,
): ForestRow {
  const name = context.series.title(series);
  const mark = (where: 'shortcut' | 'finding', style: NetworkStyle) => {
    const share = (where === 'shortcut' ? shortcut : finding).estimate ?? 0;
    const multiple = times?.[where].estimate ?? undefined;
    return {
      value: relative ? Math.log10(Math.max(LEAST, multiple ?? 0)) : share,
      ...style,
      hollow: where === 'finding',
      tooltip: `${name}, on the ${where}: ${fixed(share, 3)}${multiple === undefined ? '' : `, ${fixed(multiple, 2)} times chance`}, n = ${shortcut.cases}`,
    };
  };
  return {
    label: context.series.short(series),
    marks: [mark('finding', FINDING), mark('shortcut', SHORTCUT)],
  };
}
