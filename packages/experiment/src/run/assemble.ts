import type { Files } from '@camscope/core';
import { probabilitiesOf } from '@camscope/engine';
import {
  agreement,
  classification,
  faithfulness,
  faithfulnessCurves,
  fileOf,
  findings,
  headerOf,
  imageRow,
  images,
  lineOf,
  maps,
  parquetFileOf,
  predictions,
  sanity,
  scores,
  tables,
  Tally,
  thresholds,
  writeParquet,
  type Failures,
  type Table,
  type TableFile,
} from '@camscope/pipeline';
import { relative } from 'pathe';
import type { Finding } from '../plan/plan.ts';
import type { SanityLines } from '../stages/check-sanity.ts';
import type { FeatureLines } from '../stages/features.ts';
import type { Compared } from '../stages/measure-lot.ts';
import { predictedIn, type ClassificationLines } from '../stages/predict.ts';
import { notesByNetwork, type MethodNote } from '../plan/notes-by-network.ts';
import type { TunedSeries } from '../stages/tune.ts';
import type { TestedSeries } from '../stages/test-faithfulness.ts';
import type { Predictions } from '../units/predict-units.ts';
import type { Unit } from '../units/unit.ts';
import { assembleScores } from './assemble-scores.ts';
import { inOrder } from './in-order.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Values read ahead of where they are written. */
const AHEAD = 16;

/** What came of a run, as far as it is done. */
export interface Assembled {
  readonly tally: Tally;
  /** Rows of agreement. */
  readonly comparisons: number;
  readonly notes: readonly string[];
}

/**
 * Makes tables and maps of a run out of what its units gave, in the order of the plan: whatever was done where and when, equal
 * runs have equal bytes. Units that are not done are left out. Of the table of maps some 300 bytes a row are held, of no
 * other table more than a few lots.
 * @param there files of maps that are made already; hears of those that are made.
 * @throws Lost; CamscopeError FILE_UNREADABLE.
 */
export async function assemble(
  run: PreparedRun,
  out: string,
  files: Files,
  there: Set<string>,
): Promise<Assembled> {
  await files.sweep(out);
  const tally = new Tally();
  const mapLines: string[] = [];
  const elsewhere: MethodNote[] = [];
  let comparisons = 0;
  const save = (table: Table, lines: AsyncGenerator<string>, always = false) =>
    saveTable({ files, folder: out, table }, lines, always);
  await save(images, imageLines(run, out), true);
  await save(
    findings,
    linesOf(run, run.plan.features, tally, ({ lines }: FeatureLines) => [lines]),
  );
  await save(thresholds, thresholdLines(run, tally, elsewhere));
  await save(scores, assembleScores(run, { out, files, there, tally, mapLines, elsewhere }), true);
  await save(maps, given(mapLines));
  await save(
    agreement,
    linesOf(run, comparedIn(run), tally, (one: Compared) => {
      comparisons += one.comparisons;
      return one.findings;
    }),
  );
  await save(predictions, predictionLines(run));
  await save(
    classification,
    linesOf(
      run,
      run.plan.predictions.map((one) => one.classification),
      tally,
      ({ lines }: ClassificationLines) => [lines],
    ),
  );
  await save(faithfulness, testedLines(run, 'rows', tally));
  await save(faithfulnessCurves, testedLines(run, 'curves'));
  await save(
    sanity,
    linesOf(
      run,
      run.plan.sanity.flatMap(({ steps }) => steps),
      tally,
      ({ lines }: SanityLines) => [lines],
    ),
  );
  return { tally, comparisons, notes: notesByNetwork(elsewhere) };
}

/** Removes what an earlier run has left: tables, maps, and its account. */
export async function discard(files: Files, out: string, more: readonly string[]): Promise<void> {
  for (const name of [...more, ...tables.flatMap((table) => [fileOf(table), parquetFileOf(table)])])
    await files.remove(files.resolve(out, name));
}

/** As CSV and as Parquet. A table without a row is no file, unless it is always there. */
async function saveTable(file: TableFile, lines: AsyncGenerator<string>, always: boolean): Promise<void> {
  const { files, folder, table } = file;
  const path = files.resolve(folder, fileOf(table));
  try {
    let first = await lines.next();
    while (!first.done && first.value === '') first = await lines.next();
    if (first.done && !always) {
      await files.remove(path);
      return await files.remove(files.resolve(folder, parquetFileOf(table)));
    }
    await files.writeFrom(path, text(first));
    await writeParquet(file);
  } finally {
    // Where the file was not written to its end, what lines have begun to read ends here.
    await lines.return(undefined);
  }

  async function* text(first: IteratorResult<string>): AsyncGenerator<string> {
    yield headerOf(table);
    for (let next = first; !next.done; next = await lines.next()) yield next.value;
  }
}

async function* imageLines({ opened }: PreparedRun, out: string): AsyncGenerator<string> {
  for (const { sample, findings } of opened.plan.findings)
    yield lineOf(images, imageRow(sample, findings, relative(out, sample.image)));
}

/** Lines of units that are done, each as its value has them. @param tally hears what failed. */
async function* linesOf<Value extends { readonly failures?: Failures }>(
  { ledger }: PreparedRun,
  units: readonly Unit[],
  tally: Tally,
  lines: (value: Value) => readonly string[],
): AsyncGenerator<string> {
  const done = units.filter((unit) => !ledger.needs(unit));
  for await (const [, value] of inOrder(done, AHEAD, (unit) => ledger.value<Value>(unit))) {
    tally.mergeFailures(value.failures);
    yield lines(value).join('');
  }
}

/** @param notes hears of maps that could not be tuned on. */
async function* thresholdLines(
  { plan, ledger, opened }: PreparedRun,
  tally: Tally,
  notes: MethodNote[],
): AsyncGenerator<string> {
  for (const unit of plan.tunings?.units ?? []) {
    if (ledger.needs(unit)) continue;
    const tuned = await ledger.value<TunedSeries>(unit);
    tally.mergeFailures(tuned.failures);
    const without = tuned.passedOver.reduce((sum, [, n]) => sum + n, 0);
    const { model, name: method, baseline } = unit.series;
    if (without > 0) notes.push({ model, method, text: `tuned without ${without} of its maps` });
    const known = {
      model,
      method,
      kind: baseline ? 'prior' : 'method',
      segmenter: opened.study.tune!.segmenter,
    };
    for (const { label, best, tried } of tuned.labels)
      for (const { value: threshold, meanIou, n } of tried) {
        const chosen = threshold === best ? 'yes' : undefined;
        yield lineOf(thresholds, { ...known, class: label, threshold, mean_iou: meanIou, n, chosen });
      }
  }
}

function comparedIn({ plan }: PreparedRun): Unit[] {
  const lots = [...plan.models.flat(), ...plan.imports.flat(), ...plan.baselines, ...plan.across];
  return lots.flatMap(({ agreement: unit }) => unit ?? []);
}

async function* predictionLines({ plan, ledger }: PreparedRun): AsyncGenerator<string> {
  for (const asked of plan.predictions)
    for (const unit of asked.lots) {
      if (ledger.needs(unit)) continue;
      const predicted = await predictedIn(unit, asked.model.network.head.classes, ledger);
      for (const [n, one] of predicted.entries()) yield predictionLinesOf(asked, unit.samples[n], one);
    }
}

function predictionLinesOf(
  { model: { network }, targets }: Predictions,
  sample: Predictions['lots'][number]['samples'][number],
  one: Awaited<ReturnType<typeof predictedIn>>[number],
): string {
  const probabilities = 'logits' in one ? probabilitiesOf(network, one.logits) : undefined;
  let lines = '';
  for (const [label, target] of targets) {
    const truth = sample.labels[label];
    if (truth === undefined) continue;
    const known = { model: network.name, image: sample.id, patient: sample.patient, label, truth };
    const said = 'logits' in one ? { logit: one.logits[target], probability: probabilities![target] } : one;
    lines += lineOf(predictions, { ...known, ...said });
  }
  return lines;
}

/** Finding after finding, and of each all that was tested. */
async function* testedLines(
  { plan, ledger }: PreparedRun,
  of: 'rows' | 'curves',
  tally?: Tally,
): AsyncGenerator<string> {
  for (const { images: all, units } of plan.faithfulness.flat()) {
    const lines = new Map<Finding, string>();
    for (const unit of units) {
      if (ledger.needs(unit)) continue;
      const { findings: tested, failures } = await ledger.value<TestedSeries>(unit);
      tally?.mergeFailures(failures);
      const drawn = unit.images.flatMap((image) => image.findings);
      drawn.forEach((finding, n) => lines.set(finding, (lines.get(finding) ?? '') + tested[n][of]));
    }
    for (const { findings: drawn } of all) for (const finding of drawn) yield lines.get(finding) ?? '';
  }
}

async function* given(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
