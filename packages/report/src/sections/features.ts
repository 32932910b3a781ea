import { spearman, type FactorTable } from '@camscope/statistics';
import type { Context, Primary } from '../analysis/context.ts';
import { axisDomain } from '../analysis/measures.ts';
import { inOrder } from '../analysis/series.ts';
import { figureBlock, prose, type Section } from '../html/section.ts';
import { tableBlock } from '../html/section.ts';
import type { Figure } from '../svg/figure.ts';
import { heatMatrix } from '../svg/heat-matrix.ts';
import { roundDomain } from '../svg/scale.ts';
import { scatter } from '../svg/scatter.ts';
import { csvRecords } from '../tables/csv-records.ts';
import type { Cell, Table } from '../tables/table.ts';
import { clip } from '../text/clip.ts';
import { markup } from '../text/markup.ts';
import { DASH, fixed, pValue } from '../text/numbers.ts';
import { rangeOf } from './words.ts';

/** One class × feature × method: the cases that have both numbers, and their rank correlation. */
interface Relation {
  readonly class: string;
  readonly feature: string;
  readonly series: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly coefficient: number | null;
  readonly p: number | null;
}

/** Does what a finding looks like tell how well it is found? */
export function featuresSection(context: Context): Section | undefined {
  const { primary, data } = context;
  if (!primary || !data.features || data.features.size === 0) return undefined;
  const relations = relationsOf(context, primary, data.features);
  if (relations.length === 0) return undefined;
  const title = primary.measure.title;
  return {
    id: 'features',
    title: 'Features of the findings',
    blocks: [
      prose(
        markup`<p>Spearman’s ρ between a feature of the finding, as the readers drew it, and the ${title} that a method reached on it (averaged over networks), pathology by pathology. The p-values are exact for at most 9 findings, and not corrected for their number: of so many correlations some are large by chance, and of few findings most are.</p>`,
      ),
      figureBlock(matrixFigure(context, relations, title)),
      ...scatterFigure(context, primary, relations).map(figureBlock),
      ...relationTable(context, primary, relations).map(tableBlock),
    ],
  };
}

function relationsOf(context: Context, { estimates }: Primary, features: FactorTable): Relation[] {
  const { cube } = estimates;
  const methods = context.series.ofKind('method', cube.series);
  const ids = inOrder(features.levels('feature'), context.measures.ids('feature'));
  return context.classes(cube.classes).flatMap((label) =>
    ids.flatMap((feature) => {
      const of = meansByImage(features.where({ class: label, feature }));
      const cases = cube.cases.get(label)!;
      return methods.flatMap((series): Relation[] => {
        const { values } = estimates.values({ series, class: label });
        const points = cases.flatMap(({ image }, i) => {
          const x = of.get(image);
          return x === undefined || Number.isNaN(values[i]) ? [] : [[x, values[i]] as const];
        });
        if (points.length < 3) return [];
        const { coefficient, p } = spearman(
          points.map(([x]) => x),
          points.map(([, y]) => y),
        );
        return [{ class: label, feature, series, points, coefficient, p }];
      });
    }),
  );
}

/** Over readers. */
function meansByImage(rows: FactorTable): Map<string, number> {
  const of = rows.groupBy('image').map(({ key, table }) => [key['image'], table.mean()] as const);
  return new Map(of.flatMap(([image, mean]) => (mean === null ? [] : [[image, mean] as const])));
}

function matrixFigure(context: Context, relations: readonly Relation[], metric: string): Figure {
  const methods = context.series.sorted(relations.map(({ series }) => series));
  const features = [...new Set(relations.map(({ feature }) => feature))];
  const titles = features.map((feature) => context.measures.get('feature', feature).title);
  const classes = context.classes(relations.map((relation) => relation.class));
  return {
    name: 'features-correlation',
    title: `Rank correlation of findings’ features with ${metric}`,
    caption: '† and italics: on fewer findings than n, of a method that was tried on part of them.',
    panels: classes.map((label) => {
      const at = (row: number, column: number) =>
        relations.find(
          (of) => of.class === label && of.series === methods[row] && of.feature === features[column],
        );
      const counts = relations.filter((of) => of.class === label).map(({ points }) => points.length);
      const most = Math.max(...counts);
      return heatMatrix({
        title: `${clip(label)}, n = ${rangeOf(Math.min(...counts), most, 0)}`,
        description: `Spearman’s ρ of ${features.length} features with ${metric} for ${methods.length} methods on ${label}`,
        rows: methods.map((name) => context.series.title(name)),
        columns: titles,
        value: (row, column) => at(row, column)?.coefficient ?? null,
        tooltip: (row, column) => {
          const of = at(row, column);
          const who = `${context.series.title(methods[row])}, ${titles[column]}`;
          return of === undefined || of.coefficient === null
            ? `${who}: no correlation`
            : `${who}: ρ = ${fixed(of.coefficient, 3)}, n = ${of.points.length}`;
        },
        few: (row, column) => (at(row, column)?.points.length ?? 0) < most,
        domain: [-1, 1],
        legend: 'Spearman’s ρ',
      });
    }),
  };
}

/** Of the method with the best mean. */
function scatterFigure(
  context: Context,
  { leader, measure }: Primary,
  relations: readonly Relation[],
): Figure[] {
  const best = leader?.best[0];
  const of = relations.filter(({ series }) => series === best);
  if (best === undefined || of.length === 0) return [];
  const y = axisDomain(measure, roundDomain(of.flatMap(({ points }) => points.map(([, value]) => value))));
  const { maxPoints } = context.options;
  return [
    {
      name: 'features-scatter',
      title: `Features of findings and ${measure.title} of ${context.series.title(best)}`,
      caption: `One point per finding, the mean over networks${of.some(({ points }) => points.length > maxPoints) ? `; of more than ${maxPoints}, every so many in the order of the data are drawn` : ''}. ρ is Spearman’s, over all.`,
      columns: 5,
      panels: of.map(({ class: label, feature, points, coefficient, p }) => {
        const { title } = context.measures.get('feature', feature);
        const rho =
          coefficient === null
            ? 'ρ undefined'
            : `ρ = ${fixed(coefficient, 2)}${p === null ? '' : `, ${pValue(p)}`}`;
        return scatter({
          title: label,
          description: `${title} against ${measure.title} on ${label}: ${rho}, ${points.length} findings`,
          width: 196,
          height: 190,
          points: evenly(points, maxPoints),
          x: {
            title,
            domain: roundDomain(
              points.map(([x]) => x),
              4,
            ),
          },
          y: { title: measure.title, domain: y },
          note: `${rho}, n = ${points.length}`,
        });
      }),
    },
  ];
}

/** Of the best method; the others' are in the file. */
function relationTable(
  context: Context,
  { measure, leader }: Primary,
  relations: readonly Relation[],
): Table[] {
  const best = leader?.best[0];
  if (best === undefined) return [];
  const features = [...new Set(relations.map(({ feature }) => feature))];
  const classes = context.classes(relations.map((relation) => relation.class));
  const cell = (label: string, feature: string): Cell => {
    const of = relations.find((one) => one.class === label && one.feature === feature && one.series === best);
    if (!of || of.coefficient === null) return { text: DASH, note: 'too few findings, or all alike' };
    const p = of.p === null ? [] : [pValue(of.p)];
    return { text: fixed(of.coefficient, 2), small: [...p, `n = ${of.points.length}`] };
  };
  return [
    {
      name: 'features',
      caption: `Rank correlation of each feature with the ${measure.title} of ${context.series.title(best)}`,
      remark: 'The method with the best mean; all methods are in the CSV file.',
      columns: [
        { title: 'Pathology', kind: 'text' },
        ...features.map((feature) => ({
          title: context.measures.get('feature', feature).title,
          kind: 'number' as const,
        })),
      ],
      groups: [
        {
          rows: classes.map((label) => [
            { text: clip(label) },
            ...features.map((feature) => cell(label, feature)),
          ]),
        },
      ],
      csv: csvRecords(relations, {
        class: (of) => of.class,
        feature: ({ feature }) => feature,
        method: ({ series }) => series,
        n: ({ points }) => points.length,
        spearman: ({ coefficient }) => coefficient,
        p: ({ p }) => p,
      }),
    },
  ];
}

function evenly<T>(items: readonly T[], most: number): T[] {
  const n = Math.min(most, items.length);
  return Array.from({ length: n }, (_, i) => items[Math.floor((i * items.length) / n)]);
}
