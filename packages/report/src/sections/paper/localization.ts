import type { Context, Primary } from '../../analysis/context.ts';
import type { Figure } from '../../svg/figure.ts';
import { heatMatrix } from '../../svg/heat-matrix.ts';
import type { Panel } from '../../svg/panel.ts';
import { roundDomain } from '../../svg/scale.ts';
import { clip } from '../../text/clip.ts';
import { withoutCommonPrefix } from '../../text/common-prefix.ts';
import { fixed } from '../../text/numbers.ts';
import { slug } from '../../text/slug.ts';
import { list } from '../words.ts';

/** Methods that are shown: the best ones. */
const MOST = 20;

/** Pathology × network, a small matrix per method. */
export function localizationFigure(context: Context, primary: Primary): Figure | undefined {
  const { measure, estimates } = primary;
  const classes = context.classes(estimates.cube.classes);
  const { compared, partial } = primary.standings;
  const ordered = [...compared, ...partial].map(({ name }) => name);
  if (ordered.length === 0) return undefined;
  const shown = ordered.slice(0, MOST);
  const counts = classes.map((label) => `${clip(label)} ${estimates.cube.cases.get(label)?.length ?? 0}`);
  const few = shown.some((name) => primary.comparison.partial.includes(name));
  return {
    name: `matrix-${slug(measure.id)}`,
    title: `Mean ${measure.title} by pathology and network, per method`,
    caption: `Darker is higher. Findings: ${list(counts)}.${few ? ' Grey: methods tried on part of the findings.' : ''}${
      shown.length < ordered.length ? ` The best ${shown.length} of ${ordered.length} methods.` : ''
    }`,
    columns: 5,
    panels: panelsOf(context, primary, shown, classes),
  };
}

function panelsOf(
  context: Context,
  { measure, estimates, comparison }: Primary,
  methods: readonly string[],
  classes: readonly string[],
): Panel[] {
  const models = context.models(estimates.cube.models);
  const titles = withoutCommonPrefix(models.map((model) => context.modelTitle(model)));
  const mean = (series: string, row: number, column: number) =>
    estimates.plainMean({ series, class: classes[row], model: models[column] });
  const size = (row: number) => estimates.cube.cases.get(classes[row])?.length ?? 0;
  const values = methods.flatMap((name) =>
    classes.flatMap((_, row) => models.flatMap((__, column) => mean(name, row, column).value ?? [])),
  );
  const [low, high] = roundDomain(values);
  return methods.map((name) =>
    heatMatrix({
      title: context.series.title(name),
      description: `Mean ${measure.title} of ${context.series.title(name)} for ${classes.length} pathologies on ${models.length} networks`,
      rows: classes.map(clip),
      columns: titles,
      value: (row, column) => mean(name, row, column).value,
      tooltip: (row, column) => {
        const { value, n } = mean(name, row, column);
        return `${context.series.title(name)}, ${clip(classes[row])}, ${titles[column]}: ${fixed(value, 3)}, n = ${n} of ${size(row)}`;
      },
      few: () => comparison.partial.includes(name),
      domain: [Math.min(low, Number.isFinite(measure.range[0]) ? measure.range[0] : low), high],
      cell: 20,
    }),
  );
}
