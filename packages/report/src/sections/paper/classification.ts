import type { Context } from '../../analysis/context.ts';
import { decimalsOf } from '../../analysis/measures.ts';
import { inOrder } from '../../analysis/series.ts';
import type { Figure } from '../../svg/figure.ts';
import { heatMatrix } from '../../svg/heat-matrix.ts';
import { roundDomain } from '../../svg/scale.ts';
import { clip } from '../../text/clip.ts';
import { withoutCommonPrefix } from '../../text/common-prefix.ts';
import { fixed } from '../../text/numbers.ts';
import { slug } from '../../text/slug.ts';
import { range } from '../words.ts';

/** Pathology × network by the first metric of classification. */
export function classificationFigure(context: Context): Figure | undefined {
  const all = context.data.classification ?? [];
  const [metric] = inOrder(
    all.map((row) => row.metric),
    context.measures.ids('classification'),
  );
  const rows = all.filter((row) => row.metric === metric);
  const values = rows.flatMap(({ value }) => value ?? []);
  if (values.length === 0) return undefined;
  const measure = context.measures.get('classification', metric);
  const models = context.models(rows.map(({ model }) => model));
  const labels = context.classes(rows.map(({ label }) => label));
  const titles = withoutCommonPrefix(models.map((model) => context.modelTitle(model)));
  const at = (row: number, column: number) =>
    rows.find(({ label, model }) => label === labels[row] && model === models[column]);
  const images = [...new Set(rows.map(({ n }) => n))];
  const positives = (label: string) =>
    [...new Set(rows.filter((row) => row.label === label).map((row) => row.positives))].join(', ');
  return {
    name: `matrix-${slug(metric)}`,
    title: `${measure.title} by pathology and network`,
    caption: `In brackets the positive images, of ${images.join(', ')}.`,
    columns: 1,
    panels: [
      heatMatrix({
        description: `${measure.title} of ${models.length} networks for ${labels.length} pathologies`,
        rows: labels.map((label) => `${clip(label)} (${positives(label)})`),
        columns: titles,
        value: (row, column) => at(row, column)?.value ?? null,
        tooltip: (row, column) => {
          const of = at(row, column);
          const where = `${clip(labels[row])}, ${titles[column]}`;
          if (of?.value === null || of === undefined) return `${where}: ${of?.reason ?? 'no value'}`;
          const bounds = range(of.low, of.high, 3);
          return `${where}: ${fixed(of.value, 3)}${bounds && ` (${bounds})`}, ${of.positives} of ${of.n}`;
        },
        domain: roundDomain(values),
        decimals: Math.min(3, decimalsOf(measure, values)),
        cell: 34,
      }),
    ],
  };
}
