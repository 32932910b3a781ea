import type { Context, Primary } from '../analysis/context.ts';
import { decimalsOf } from '../analysis/measures.ts';
import type { Standing } from '../analysis/standings.ts';
import { symbolKey } from '../analysis/styles.ts';
import type { Figure, LegendKey } from '../svg/figure.ts';
import { forest, type ForestMark, type ForestRow } from '../svg/forest.ts';
import type { SymbolName } from '../svg/symbol.ts';
import { fixed } from '../text/numbers.ts';
import { slug } from '../text/slug.ts';
import { forestDomain, labelOf, plotted, widthOf } from './localization-figures.ts';
import { readersInWords } from './readers-in-words.ts';
import { estimate } from './words.ts';

/** How a group of series is marked. */
interface GroupMark {
  readonly title: string;
  readonly symbol: SymbolName;
  readonly hollow: boolean;
}

const MARKS = {
  compared: { title: 'methods', symbol: 'circle', hollow: false },
  partial: { title: 'methods on part of the findings', symbol: 'down', hollow: true },
  prior: { title: 'trivial answers', symbol: 'diamond', hollow: true },
  reader: { title: 'readers', symbol: 'square', hollow: true },
  rival: { title: 'the best method on the same findings', symbol: 'cross', hollow: false },
} satisfies Record<string, GroupMark>;

/** Every series' mean over all networks and findings, each over what it shares with all compared methods. */
export function overallForest(context: Context, primary: Primary): Figure {
  const { measure, estimates, comparison, strongest } = primary;
  const shown = plotted(primary);
  const rows = shown.map(({ standing, apart }) => standingRow(context, primary, standing, apart));
  const line = strongest?.mean.estimate;
  return {
    name: `${slug(measure.id)}-overall`,
    title: `${measure.title} over all findings${estimates.cube.models.length > 1 ? ' and networks' : ''}`,
    caption: `Mean with ${100 * context.options.level}% BCa interval over patients, over ${
      comparison.findings === comparison.allFindings
        ? `${comparison.allFindings} findings`
        : `the ${comparison.findings} of ${comparison.allFindings} findings for which all compared methods have a value`
    }.${partInWords(
      context,
      shown.map(({ standing }) => standing),
      comparison.findings,
    )}${
      typeof line === 'number'
        ? ` The dashed line is ${context.series.title(strongest!.prior)}, the strongest trivial answer.`
        : ''
    }${readersInWords(context)}`,
    legend: keysOf(
      context,
      shown.map(({ standing }) => standing),
    ),
    panels: [
      forest({
        description: `${measure.title} of ${rows.length} methods, trivial answers and readers, with intervals`,
        width: 520,
        labelWidth: widthOf(
          rows.map(({ label }) => label),
          200,
        ),
        textWidth: 112,
        rows,
        domain: forestDomain(rows, primary),
        axisTitle: measure.title,
        ...(typeof line === 'number' ? { reference: line } : {}),
      }),
    ],
    columns: 1,
  };
}

/** What `(5 of 48)` behind a name means, where one has it. */
function partInWords({ series }: Context, standings: readonly Standing[], findings: number): string {
  const one = standings.find(({ rival }) => rival);
  return one
    ? ` ${series.title(one.name)} is told on ${one.findings} of the ${findings}, beside the best method on the same; likewise others.`
    : '';
}

/** Where a series stands, with the best method on the same findings where these are not all. */
export function standingRow(
  context: Context,
  { measure, comparison }: Primary,
  standing: Standing,
  apart: boolean,
): ForestRow {
  const { name, mean, findings, rival, part } = standing;
  const decimals = decimalsOf(measure, [mean.estimate ?? 0]);
  const title = (of: string) => context.series.title(of);
  const mark = (
    { low, high, ...of }: Standing['mean'],
    whose: string,
    { symbol, hollow }: GroupMark,
    colour: string,
  ): ForestMark => ({
    value: of.estimate!,
    ...(low === null || high === null ? {} : { low, high }),
    ...{ colour, symbol, hollow },
    tooltip: `${whose}: ${estimate({ low, high, ...of }, decimals)}, ${findings} findings`,
  });
  const whole = comparison.methods.length === 0 ? comparison.allFindings : comparison.findings;
  return {
    label: part ? labelOf(context, name, findings, whole) : title(name),
    marks: [
      mark(mean, title(name), MARKS[groupOf(context, standing)], context.style(name).colour),
      ...(rival ? [mark(rival.mean, `${title(rival.name)} there`, MARKS.rival, 'muted')] : []),
    ],
    text: rival
      ? `${fixed(mean.estimate, decimals)}, best ${fixed(rival.mean.estimate, decimals)}`
      : estimate(mean, decimals),
    apart,
  };
}

function groupOf({ series }: Context, { name, part }: Standing): keyof typeof MARKS {
  const kind = series.kind(name);
  return kind !== 'method' ? kind : part ? 'partial' : 'compared';
}

function keysOf(context: Context, standings: readonly Standing[]): LegendKey[] {
  const groups = [...new Set(standings.map((one) => groupOf(context, one)))];
  const shown = standings.some(({ rival }) => rival) ? [...groups, 'rival' as const] : groups;
  return shown.map((group) => {
    const { title, symbol, hollow } = MARKS[group];
    return symbolKey(title, { colour: group === 'rival' ? 'muted' : 'plain', symbol }, hollow);
  });
}
