import { calibrationBins, precisionRecallCurve, rocCurve } from '@camscope/statistics';
import type { Context } from '../analysis/context.ts';
import { networkLineKey, networkStyle } from '../analysis/styles.ts';
import { curves, type CurvesOptions, type Line } from '../svg/curves.ts';
import type { Figure } from '../svg/figure.ts';

type Points = (truths: readonly number[], probabilities: readonly number[]) => (readonly [number, number])[];

/** A figure of curves, and how a curve is made of predictions. */
interface CurveKind {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly axes: Pick<CurvesOptions, 'x' | 'y' | 'diagonal'>;
  /** Radius of its points, where they are shown. */
  readonly dots?: number;
  readonly points: Points;
}

/** ROC, precision–recall and calibration: a panel per label, a line per network. */
export function classificationCurves(context: Context): Figure[] {
  const { predictions } = context.data;
  if (!predictions || predictions.size === 0) return [];
  const of = predictionsBy(predictions);
  const models = context.models(predictions.levels('model'));
  const labels = context.classes(predictions.levels('label'));
  const legend =
    models.length < 2
      ? []
      : models.map((model, i) => networkLineKey(context.modelTitle(model), networkStyle(i)));
  return curveKinds(context).flatMap(({ name, title, caption, axes, dots, points }) => {
    const panels = labels.flatMap((label) => {
      const lines = models.flatMap((model, i): Line[] => {
        const data = of.get(keyOf(model, label));
        const { colour, dash } = networkStyle(i);
        const found = data ? points(data.truths, data.probabilities) : [];
        const style = { colour, ...(dash ? { dash } : {}), ...(dots ? { dots } : {}) };
        return found.length === 0 ? [] : [{ name: context.modelTitle(model), points: found, ...style }];
      });
      const description = `${title}: ${label}, ${lines.length} networks`;
      return lines.length === 0
        ? []
        : [curves({ title: label, description, width: 196, height: 200, lines, ...axes })];
    });
    return panels.length === 0 ? [] : [{ name, title, caption, legend, panels, columns: 5 }];
  });
}

function curveKinds({ options: { calibrationBins: bins } }: Context): CurveKind[] {
  const unit = (title: string) => ({ title, domain: [0, 1] as const, ticks: 4 });
  return [
    {
      name: 'roc',
      title: 'Receiver operating characteristic by pathology',
      caption: 'Dotted: chance.',
      axes: { x: unit('False positive rate'), y: unit('True positive rate'), diagonal: true },
      points: roc,
    },
    {
      name: 'precision-recall',
      title: 'Precision and recall by pathology',
      caption: 'Chance is the share of images with the pathology, in the table above.',
      axes: { x: unit('Recall'), y: unit('Precision') },
      points: precisionRecall,
    },
    {
      name: 'calibration',
      title: 'Calibration by pathology',
      caption: `Observed share of positives over the mean predicted probability, in ${bins} bins of equal width. Dotted: perfect calibration.`,
      axes: { x: unit('Predicted probability'), y: unit('Observed share'), diagonal: true },
      dots: 4,
      points: calibration(bins),
    },
  ];
}

interface Predicted {
  readonly truths: readonly number[];
  readonly probabilities: readonly number[];
}

/** By network and label; without predictions that are not there. */
function predictionsBy(
  predictions: NonNullable<Context['data']['predictions']>,
): ReadonlyMap<string, Predicted> {
  return new Map(
    predictions.groupBy('model', 'label').map(({ key, table }) => {
      const found = Array.from({ length: table.size }, (_, row) => ({
        truth: Number(table.level(row, 'truth') === '1'),
        probability: table.value(row),
      })).flatMap(({ truth, probability }) => (probability === null ? [] : [{ truth, probability }]));
      return [
        keyOf(key['model'], key['label']),
        {
          truths: found.map(({ truth }) => truth),
          probabilities: found.map(({ probability }) => probability),
        },
      ];
    }),
  );
}

function keyOf(model: string, label: string): string {
  return JSON.stringify([model, label]);
}

const roc: Points = (truths, probabilities) => {
  const curve = rocCurve(truths, probabilities);
  return curve ? thinned(curve.falsePositiveRates, curve.truePositiveRates) : [];
};

const precisionRecall: Points = (truths, probabilities) => {
  const curve = precisionRecallCurve(truths, probabilities);
  return curve ? thinned(curve.recalls, curve.precisions) : [];
};

function calibration(bins: number): Points {
  return (truths, probabilities) =>
    calibrationBins(truths, probabilities, { bins }).flatMap(({ count, meanProbability, rate }) =>
      count === 0 || meanProbability === null || rate === null ? [] : [[meanProbability, rate] as const],
    );
}

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
