import type { Agreement } from '../analysis/agreement-measures.ts';
import type { Context, Primary } from '../analysis/context.ts';
import type { Missing } from '../analysis/missing.ts';
import { figureBlock, prose, type Section } from '../html/section.ts';
import { markup, type Content } from '../text/markup.ts';
import { clip } from '../text/clip.ts';
import { count, counted, fixed, percent, pValue } from '../text/numbers.ts';
import { agreementSentences } from './agreement-sentences.ts';
import { overallForest } from './localization-figures.ts';
import { baselineByClassSentence, baselineSentence } from './baseline-sentences.ts';
import { columnsOf, leadersOf } from './other-metrics.ts';
import { shortcutSentences } from './shortcut-sentences.ts';
import { estimate, firstOf, list, range } from './words.ts';

/** The findings of the study in plain sentences, and the one figure that shows them. */
export function summarySection(
  context: Context,
  agreements: readonly Agreement[],
  missing: Missing,
): Section {
  const { primary } = context;
  const items: Content[] = [
    scopeSentence(context),
    ...(primary
      ? [
          bestSentence(context, primary),
          baselineSentence(context, primary),
          baselineByClassSentence(context, primary),
          readerSentence(context, primary),
          otherMetricsSentence(context, primary),
        ]
      : []),
    ...shortcutSentences(context),
    classificationSentence(context),
    ...agreements.slice(0, 1).flatMap((agreement) => agreementSentences(context, agreement)),
    failureSentence(context, missing),
  ].filter((sentence) => sentence !== undefined);
  return {
    id: 'summary',
    title: 'Summary',
    blocks: [
      prose(markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`),
      ...(primary ? [figureBlock(overallForest(context, primary))] : []),
    ],
  };
}

function scopeSentence({ data, series }: Context): Content {
  const { study, models } = data;
  const methods = data.series.filter(({ name }) => series.kind(name) === 'method').length;
  const parts = [
    models.length > 0 && counted(models.length, 'network'),
    methods > 0 && counted(methods, 'explanation method'),
  ].filter((part) => part !== false);
  const what = parts.length > 0 ? `${list(parts)}, on ` : '';
  const patients = study.patients === undefined ? '' : ` of ${counted(study.patients, 'patient')}`;
  return `The study covers ${what}${counted(study.findings, 'finding')} in ${counted(study.images, 'image')}${patients}.`;
}

/** Which method is best, and whether the difference is more than chance. */
function bestSentence(context: Context, primary: Primary): Content {
  const { measure, estimates, verdicts } = primary;
  const { series } = context;
  if (measure.direction === 'none')
    return `${measure.title} only describes: it has no better end, so no method is best.`;
  const leader = context.scores.leader(measure.id, primary.segmenter);
  if (!leader) return `No method has enough values of ${measure.title} to be judged.`;
  const title = (name: string) => series.title(name);
  const best = estimates.mean({ series: leader.best });
  const opening = markup`By ${measure.title}, <strong>${title(leader.best)}</strong> is best: ${estimate(best, 3)} over all findings${
    estimates.cube.models.length > 1 && ' and networks'
  }`;
  if (leader.second === undefined)
    return markup`${opening}. No other method has enough values to be compared.`;
  const pair = verdicts?.comparison.pairs.find(
    ({ a, b }) => (a === leader.best && b === leader.second) || (b === leader.best && a === leader.second),
  );
  if (!pair || pair.difference.estimate === null || pair.adjusted === null) {
    return markup`${opening}, before ${title(leader.second)}. The two cannot be told apart by a test.`;
  }
  // Positive where the best one is the better of the two.
  const sign = (pair.a === leader.best ? 1 : -1) * (measure.direction === 'higher' ? 1 : -1);
  const { estimate: difference, low, high } = pair.difference;
  const lead = sign * difference;
  const shown = lead < 0 ? -sign : sign;
  const [from, to] = shown === 1 ? [low, high] : [high, low].map((end) => (end === null ? null : -end));
  const tied = verdicts!.comparison.pairs.filter(
    ({ a, b, winner }) => winner === null && (a === leader.best || b === leader.best),
  );
  const others = tied
    .map(({ a, b }) => (a === leader.best ? b : a))
    .filter((name) => series.kind(name) === 'method');
  const bounds = range(from, to, 3);
  // The means are over all findings, the test over those that every method has: the order may differ.
  const second = title(leader.second);
  const ahead =
    lead < 0 ? `On the findings that every method has, ${second} is ahead of it` : `It is ahead of ${second}`;
  return markup`${opening}. ${ahead} by ${fixed(Math.abs(lead), 3)}${bounds && ` (${bounds})`}, ${
    pair.winner === leader.best ? 'a significant difference' : 'which is not a significant difference'
  } (${pValue(pair.adjusted)}, Wilcoxon’s test with Holm’s correction). ${
    others.length === 0
      ? 'It is significantly better than every other method.'
      : `It cannot be told apart from ${firstOf(others.map(title))}.`
  }`;
}

/** How far the best method is from a human. */
function readerSentence(context: Context, { measure, estimates }: Primary): Content | undefined {
  const { series } = context;
  const readers = series.ofKind('reader', estimates.cube.series);
  const found = readers.flatMap((name) => {
    const mean = estimates.mean({ series: name });
    return mean.estimate === null ? [] : [`${series.title(name)} ${estimate(mean, 3)}`];
  });
  return found.length === 0
    ? undefined
    : `Human readers, judged as methods are: ${measure.title} of ${firstOf(found, 5)}.`;
}

/** Who is best by the other metrics, metric by metric. */
function otherMetricsSentence(context: Context, primary: Primary): Content | undefined {
  const columns = columnsOf(context, primary).filter(({ measure }) => measure.id !== primary.measure.id);
  const leaders = leadersOf(context, columns);
  if (leaders.length === 0) return undefined;
  const by = new Map<string, string[]>();
  for (const { measure, leader } of leaders)
    by.set(leader.best, [...(by.get(leader.best) ?? []), measure.title]);
  const parts = [...by].map(([best, metrics]) => `${context.series.title(best)} by ${firstOf(metrics)}`);
  return `By other metrics the best are: ${parts.join('; ')}.`;
}

/** The range of the first classification metric. */
function classificationSentence({ data, measures, modelTitle }: Context): Content | undefined {
  const rows = data.classification ?? [];
  const found = new Set(rows.map(({ metric }) => metric));
  const metric = measures.ids('classification').find((id) => found.has(id)) ?? rows[0]?.metric;
  const sorted = rows
    .filter((row) => row.metric === metric && row.value !== null)
    .sort((a, b) => a.value! - b.value!);
  if (sorted.length < 2) return undefined;
  const where = ({ label, model }: (typeof rows)[number]) =>
    data.models.length > 1 ? `${clip(label)}, ${modelTitle(model)}` : clip(label);
  const [low, high] = [sorted[0], sorted.at(-1)!];
  const { title } = measures.get('classification', metric!);
  if (fixed(low.value, 3) === fixed(high.value, 3)) {
    const whole = rows.filter((row) => row.metric === metric).length === sorted.length;
    return `${title} of the networks as classifiers: ${fixed(low.value, 3)} for every pathology${
      data.models.length > 1 ? ' and network' : ''
    }${whole ? '' : ' that has one'}.`;
  }
  return `${title} of the networks as classifiers: from ${fixed(low.value, 3)} (${where(low)}) to ${fixed(high.value, 3)} (${where(high)}).`;
}

function failureSentence({ data }: Context, missing: Missing): Content {
  const failed = data.study.failures.reduce((sum, failure) => sum + failure.count, 0);
  const notes = data.study.notes.length;
  const parts = [
    failed > 0 && `${counted(failed, 'job')} failed`,
    missing.values > 0 &&
      `${count(missing.values)} of ${counted(missing.rows, 'score')} (${percent(missing.values / missing.rows)}) ${missing.values === 1 ? 'has' : 'have'} no value`,
    missing.blanks > 0 &&
      `${counted(missing.blanks, 'map')} of the primary metric ${missing.blanks === 1 ? 'was' : 'were'} blank`,
  ].filter((part) => part !== false);
  const lost =
    parts.length === 0
      ? isWhole(data.study)
        ? 'Nothing failed, and no value is missing.'
        : 'Of what is there, nothing failed and no value is missing.'
      : markup`${list(parts).replace(/^./, (first) => first.toUpperCase())}: see <a href="#notes">what is missing</a>.`;
  const noted =
    notes > 0 &&
    markup` There ${notes === 1 ? 'is' : 'are'} <a href="#notes">${counted(notes, 'note')} on the data</a>.`;
  return [lost, noted];
}

function isWhole({ unfinished, damage = [] }: Context['data']['study']): boolean {
  return !unfinished && damage.length === 0;
}
