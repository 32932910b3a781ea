import type { Context, Primary } from '../../analysis/context.ts';
import { present } from '../../analysis/estimates.ts';
import { axisDomain } from '../../analysis/measures.ts';
import { boxPlot, type BoxPlotRow } from '../../svg/box-plot.ts';
import type { Figure } from '../../svg/figure.ts';
import { roundDomain } from '../../svg/scale.ts';
import { clip } from '../../text/clip.ts';
import { slug } from '../../text/slug.ts';
import { madeByNone } from '../hollow-in-words.ts';
import { plotted, shownBy } from '../localization-figures.ts';
import { PANEL, shortLabelWidth } from '../short-labels.ts';

/** How the values of each method spread, a panel per pathology. */
export function distributionsFigure(context: Context, primary: Primary): Figure | undefined {
  const { measure, estimates } = primary;
  const { cube } = estimates;
  const { series } = context;
  const shown = plotted(primary);
  const classes = context.classes(cube.classes);
  const of = classes.map((label) => ({
    label,
    rows: shownBy(shown, ({ name }): BoxPlotRow[] => {
      const values = pooled(context, primary, name, label);
      const few = primary.comparison.partial.includes(name);
      const { colour } = context.style(name);
      const row = { label: series.short(name), name: series.title(name), values, colour, few };
      return values.length === 0 ? [] : [row];
    }),
  }));
  const every = of.flatMap(({ rows }) => rows.flatMap(({ values }) => Array.from(values)));
  if (every.length === 0) return undefined;
  const domain = axisDomain(measure, roundDomain(every));
  const labelWidth = shortLabelWidth(
    context,
    shown.map(({ name }) => name),
  );
  const several = cube.models.length > 1;
  const hollow =
    primary.standings.partial.length > 0 ? ' Hollow boxes: methods tried on part of the findings.' : '';
  const below = madeByNone(primary);
  return {
    name: `${slug(measure.id)}-boxes`,
    title: `Distributions of ${measure.title} by pathology`,
    caption: `${several ? `Every finding counts once for each of the ${cube.models.length} networks. ` : ''}Box: quartiles and median; whiskers: to the last value within 1.5 box lengths.${hollow}${below && ` Below the methods: ${below}.`}`,
    columns: 5,
    panels: of
      .filter(({ rows }) => rows.length > 0)
      .map(({ label, rows }) =>
        boxPlot({
          title: `${clip(label)} (${cube.cases.get(label)?.length ?? 0})`,
          description: `Distributions of ${measure.title} on ${label} for ${rows.length} series`,
          width: PANEL,
          labelWidth,
          rows,
          domain,
          axisTitle: measure.title,
        }),
      ),
  };
}

/** Of all networks together; what no network made counts once. */
function pooled(context: Context, { estimates }: Primary, name: string, label: string): number[] {
  const { models } = estimates.cube;
  const among = context.series.kind(name) === 'method' ? models : [undefined];
  return among.flatMap((model) =>
    Array.from(present(estimates.values({ series: name, class: label, ...(model ? { model } : {}) })).values),
  );
}
