import { calibrationBins, precisionRecallCurve, rocCurve } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import { arrow, decimalsOf } from '../analysis/measures.ts';
import { inOrder } from '../analysis/series.ts';
import { networkLineKey, networkStyle } from '../analysis/styles.ts';
import type { ClassificationFacts } from '../data.ts';
import { figureBlock, more, tableBlock, type Section } from '../html/section.ts';
import { curves, type CurvesOptions, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';
import type { Cell, Table } from '../tables/table.ts';
import { clip } from '../text/clip.ts';
import { DASH, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { bestOf } from './estimate-cell.ts';
import { list, range } from './words.ts';

/** Tables shown at once; the other metrics' can be unfolded. */
const OPEN_TABLES = 1;

/** How well the networks tell images with a pathology from those without. */
export function classificationSection(context: Context): Section | undefined {
  const rows = context.data.classification ?? [];
  const found = new Set(rows.map(({ metric }) => metric));
  const metrics = inOrder(found, context.measures.ids('classification'));
  const tables = metrics.map((metric) => classificationTable(context, metric, rows));
  const figures = curveFigures(context);
  if (tables.length === 0 && figures.length === 0) return undefined;
  const rest = tables.slice(OPEN_TABLES);
  return {
    id: 'classification',
    title: 'Classification',
    blocks: [
      ...tables.slice(0, OPEN_TABLES).map(tableBlock),
      ...(rest.length > 0 ? [more('By other metrics', rest.map(tableBlock))] : []),
      ...figures.map(figureBlock),
    ],
  };
}

/** Pathologies × networks by one metric. */
function classificationTable(context: Context, metric: string, all: readonly ClassificationFacts[]): Table {
  const rows = all.filter((row) => row.metric === metric);
  const measure = context.measures.get('classification', metric);
  const models = context.models(rows.map(({ model }) => model));
  const labels = context.classes(rows.map(({ label }) => label));
  const decimals = decimalsOf(
    measure,
    rows.flatMap(({ value }) => value ?? []),
  );
  const of = (label: string, model: string) => rows.find((row) => row.label === label && row.model === model);
  return {
    name: `classification-${slug(metric)}`,
    caption: `${measure.title}${arrow(measure)} by pathology and network`,
    remark: remarkOf(context, rows),
    columns: [
      { title: 'Pathology', kind: 'text' },
      { title: 'Positive / images', kind: 'number' },
      ...models.map((model) => ({ title: context.modelTitle(model), kind: 'number' as const })),
    ],
    groups: [
      {
        rows: labels.map((label) => {
          const found = models.map((model) => of(label, model));
          const best = bestOf(
            found.map((row) => row?.value ?? null),
            measure.direction,
            decimals,
          );
          const counts = [...new Set(found.flatMap((row) => (row ? `${row.positives} / ${row.n}` : [])))];
          return [
            { text: clip(label) },
            { text: counts.join('; ') },
            ...found.map((row, i) => cellOf(row, decimals, best.has(i))),
          ];
        }),
      },
    ],
    csv: {
      columns: ['model', 'label', 'metric', 'n', 'positives', 'value', 'low', 'high', 'interval', 'reason'],
      rows: rows.map((row) => [
        ...[
          row.model,
          row.label,
          row.metric,
          row.n,
          row.positives,
          row.value,
          row.low,
          row.high,
          row.interval,
          row.reason,
        ],
      ]),
    },
  };
}

function cellOf(row: ClassificationFacts | undefined, decimals: number, strong: boolean): Cell {
  if (!row) return { text: DASH, note: 'the network does not know this label' };
  if (row.value === null) return { text: DASH, note: row.reason ?? 'no value' };
  const small = range(row.low, row.high, decimals);
  return {
    text: fixed(row.value, decimals),
    ...(small ? { small: [small] } : {}),
    ...(strong ? { strong } : {}),
  };
}

function remarkOf({ options }: Context, rows: readonly ClassificationFacts[]): string {
  const intervals = [...new Set(rows.flatMap(({ interval }) => interval ?? []))];
  const how = intervals.length > 0 ? ` Small: ${100 * options.level}% interval (${list(intervals)}).` : '';
  return `The best network of each row in bold.${how}`;
}

/** ROC, precision–recall and calibration: a panel per label, a line per network. */
function curveFigures(context: Context): Figure[] {
  const { predictions } = context.data;
  if (!predictions || predictions.size === 0) return [];
  const models = context.models(predictions.levels('model'));
  const labels = context.classes(predictions.levels('label'));
  const of = new Map(
    predictions.groupBy('model', 'label').map(({ key, table }) => {
      const probabilities = Array.from({ length: table.size }, (_, row) => table.value(row) ?? NaN);
      const truths = Array.from({ length: table.size }, (_, row) =>
        Number(table.level(row, 'truth') === '1'),
      );
      const there = probabilities.flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
      return [
        JSON.stringify([key['model'], key['label']]),
        { truths: there.map((i) => truths[i]), probabilities: there.map((i) => probabilities[i]) },
      ];
    }),
  );
  const unit = (title: string) => ({ title, domain: [0, 1] as const, ticks: 4 });
  const figure = (
    name: string,
    title: string,
    caption: string,
    axes: Pick<CurvesOptions, 'x' | 'y' | 'diagonal'>,
    points: Points,
  ) => {
    const panels = labels.flatMap((label) => {
      const lines = models.flatMap((model, i): Line[] => {
        const data = of.get(JSON.stringify([model, label]));
        const { colour, dash } = networkStyle(i);
        const found = data ? points(data.truths, data.probabilities) : [];
        const dots = name === 'calibration' ? { dots: 4 } : {};
        return found.length === 0
          ? []
          : [{ name: context.modelTitle(model), colour, ...(dash ? { dash } : {}), points: found, ...dots }];
      });
      const description = `${title}: ${label}, ${lines.length} networks`;
      return lines.length === 0
        ? []
        : [curves({ title: label, description, width: 196, height: 200, lines, ...axes })];
    });
    const legend =
      models.length < 2
        ? []
        : models.map((model, i) => networkLineKey(context.modelTitle(model), networkStyle(i)));
    return panels.length === 0 ? [] : [{ name, title, caption, legend, panels, columns: 5 }];
  };
  const { calibrationBins: bins } = context.options;
  return [
    ...figure(
      'roc',
      'Receiver operating characteristic by pathology',
      'Dotted: chance.',
      { x: unit('False positive rate'), y: unit('True positive rate'), diagonal: true },
      roc,
    ),
    ...figure(
      'precision-recall',
      'Precision and recall by pathology',
      'Chance is the share of images with the pathology, in the table above.',
      { x: unit('Recall'), y: unit('Precision') },
      precisionRecall,
    ),
    ...figure(
      'calibration',
      'Calibration by pathology',
      `Observed share of positives over the mean predicted probability, in ${bins} bins of equal width. Dotted: perfect calibration.`,
      { x: unit('Predicted probability'), y: unit('Observed share'), diagonal: true },
      (truths, probabilities) =>
        calibrationBins(truths, probabilities, { bins }).flatMap(({ count, meanProbability, rate }) =>
          count === 0 || meanProbability === null || rate === null ? [] : [[meanProbability, rate] as const],
        ),
    ),
  ];
}

type Points = (truths: readonly number[], probabilities: readonly number[]) => (readonly [number, number])[];

const roc: Points = (truths, probabilities) => {
  const curve = rocCurve(truths, probabilities);
  return curve ? thinned(curve.falsePositiveRates, curve.truePositiveRates) : [];
};

const precisionRecall: Points = (truths, probabilities) => {
  const curve = precisionRecallCurve(truths, probabilities);
  return curve ? thinned(curve.recalls, curve.precisions) : [];
};

/** Without points that lie on a straight line between their neighbours, and without those nearer than half a pixel. */
function thinned(x: ArrayLike<number>, y: ArrayLike<number>): (readonly [number, number])[] {
  const least = 0.5 / 150;
  const points: [number, number][] = [];
  for (let i = 0; i < x.length; i++) {
    const last = points.at(-1);
    const far = !last || Math.abs(x[i] - last[0]) > least || Math.abs(y[i] - last[1]) > least;
    if (far || i === x.length - 1) points.push([x[i], y[i]]);
  }
  return points;
}
