import type { Agreement } from '../analysis/agreement-measures.ts';
import type { PairFilter, PairMean } from '../analysis/agreement.ts';
import type { Context } from '../analysis/context.ts';
import type { MeasureFacts } from '../data.ts';
import type { Figure } from '../svg/figure.ts';
import { heatMatrix } from '../svg/heat-matrix.ts';
import type { Panel } from '../svg/panel.ts';
import { roundDomain } from '../svg/scale.ts';
import { textWidth } from '../svg/text-width.ts';
import { counted, fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';

/** Width of a matrix with the letters beside it, in pixels. */
const WIDTH = 330;
const CELLS = [10, 26] as const;

/** What stands above a matrix, and which pairs are in it. */
export type MatrixOf = readonly [title: string, filter: PairFilter];

/** Everybody with everybody: over all networks, and on each. */
export function agreementByNetwork(context: Context, agreement: Agreement): Figure {
  const models = context.models(agreement.means.models);
  const each = models.map((model): MatrixOf => [context.modelTitle(model), { model }]);
  return matricesFigure(context, agreement, 'by-network', '', [
    [models.length > 1 ? 'All networks' : 'All findings', {}],
    ...(models.length > 1 ? each : []),
  ]);
}

/** The same for each pathology, over all networks. */
export function agreementByClass(context: Context, agreement: Agreement): Figure {
  const classes = context.classes(agreement.means.classes);
  const each = classes.map((label): MatrixOf => [label, { class: label }]);
  return matricesFigure(context, agreement, 'by-class', ', per pathology', each);
}

function matricesFigure(
  context: Context,
  agreement: Agreement,
  name: string,
  of: string,
  matrices: readonly MatrixOf[],
): Figure {
  const { measure } = agreement;
  return {
    name: `agreement-${slug(measure.id)}-${name}`,
    title: `Agreement by ${measure.title}${of}`,
    caption: captionOf(context, agreement),
    panels: matrices.map((one) => matrix(context, agreement, one)),
    columns: 3,
  };
}

function matrix(context: Context, { measure, means, coverage }: Agreement, [title, filter]: MatrixOf): Panel {
  const { series } = context;
  const apart = new Set(coverage.apart.map(({ name }) => name));
  const names = means.names();
  const of = means.within(filter);
  const itself = { value: selfOf(measure), n: 0 };
  const at = (row: number, column: number): PairMean =>
    row === column ? itself : of(names[row], names[column]);
  const found = names.flatMap((a) => names.map((b) => of(a, b)));
  const shorts = names.map((name) => series.short(name));
  const room = WIDTH - Math.max(...shorts.map((short) => textWidth(short, 11))) - 10;
  const [least, largest] = CELLS;
  return heatMatrix({
    title,
    description: `${measure.title} between every two of ${names.length}: ${title}`,
    rows: shorts,
    columns: shorts,
    value: (row, column) => at(row, column).value,
    tooltip: (row, column) =>
      row === column
        ? `${series.title(names[row])} with itself`
        : pairInWords(series.title(names[row]), series.title(names[column]), at(row, column)),
    few: (row, column) => [row, column].some((i) => apart.has(names[i])),
    domain: domainOf(
      measure,
      found.flatMap(({ value }) => value ?? []),
    ),
    triangle: true,
    gaps: names.flatMap((name, i) => (i > 0 && series.kind(name) !== series.kind(names[i - 1]) ? [i] : [])),
    cell: Math.floor(Math.min(largest, Math.max(least, room / names.length))),
  });
}

/** What a map has with itself, by convention: the end that says that two are alike. */
function selfOf({ direction, range: [low, high] }: MeasureFacts): number | null {
  const end = { higher: high, lower: low, none: NaN }[direction];
  return Number.isFinite(end) ? end : null;
}

function captionOf({ series }: Context, { measure, segmenter, coverage }: Agreement): string {
  const { methods, apart, findings, allFindings } = coverage;
  const few =
    apart.length === 0
      ? ''
      : ` Grey: with a method that was compared on few of them (${apart.map((one) => `${series.short(one.name)} ${one.findings}`).join(', ')}).`;
  return `Mean ${measure.title} over all findings that both have${segmenter && `, segmenter ${segmenter}`}; ${counted(methods.length, 'method')} on ${findings === allFindings ? '' : `${findings} of `}${counted(allFindings, 'finding')}.${few}`;
}

/** The range of a measure; its upper half where no value is negative. */
export function domainOf(
  { range: [low, high] }: MeasureFacts,
  values: readonly number[],
): readonly [number, number] {
  if (low === -1 && high === 1 && values.every((value) => value >= 0)) return [0, 1];
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : roundDomain(values);
}

export function pairInWords(a: string, b: string, { value, n }: PairMean): string {
  return value === null ? `${a}, ${b}: no case has both` : `${a}, ${b}: ${fixed(value, 3)}, n = ${n}`;
}
