import type { Files, ImageCodec, Tuned, TuningFinding } from '@camscope/core';
import {
  attemptAsync,
  filtered,
  filterRasters,
  finish,
  pluginFailures,
  reasonOf,
  tuningFindings,
  type Candidate,
  type Failures,
  type FilterFiles,
} from '@camscope/pipeline';
import { isPluginFault } from '../host/compile-method.ts';
import { throwIfInterrupted } from '../host/interrupted.ts';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { TuneUnit } from '../units/tune-units.ts';
import { BaselineClaims, claimsOfMaps } from './candidates.ts';
import type { Inputs } from './load-images.ts';
import { LotMaps } from './lot-maps.ts';
import { makeMaps, mapsDue } from './make-maps.ts';
import { importing, explaining } from './map-makers.ts';
import { beginStage, isDue, type Work } from './work.ts';

/** What tuning runs on. */
export interface TuneParts {
  readonly inputs: Inputs;
  readonly files: Files;
  readonly codec: ImageCodec;
}

/** What is kept of the thresholds of a series. JSON. */
export interface TunedSeries {
  readonly labels: readonly Tuned[];
  /** Maps and findings that could not be tuned on, by reason. */
  readonly passedOver: Failures;
  /** What plugins are to blame for. */
  readonly failures?: Failures;
}

/** Explains the images that are tuned on, and finds the thresholds of every method, on every network, and of priors. */
export async function tuneThresholds(work: Work, parts: TuneParts): Promise<void> {
  const { tunings } = work.plan;
  if (!tunings) return;
  const lots = [...tunings.models.flat(), ...tunings.imports.flat()];
  const due = lots.flatMap((lot) => mapsDue(work, lot));
  await makeMaps(
    work,
    makers(work, parts),
    () => undefined,
    beginStage(work, 'maps to tune on', due, 'maps'),
  );
  const units = tunings.units.filter((unit) => isDue(work, unit));
  const stage = beginStage(work, 'thresholds', units, 'maps');
  const { study, tuning } = work.opened;
  const where = { ...parts, directory: study.file.directory };
  const baselines = new BaselineClaims(study, tuning!.dataset);
  for (const unit of units) {
    throwIfInterrupted(work.signal);
    await tuneSeries(work, unit, baselines, where);
    stage.done(unit);
  }
}

function makers({ opened, plan: { tunings } }: Work, { inputs, files }: TuneParts) {
  const networks = opened.models.map((model, i) => ({
    lots: tunings!.models[i],
    maker: explaining(model, inputs),
  }));
  const imports = opened.tuning!.plan.imports.map(({ name }, i) => ({
    lots: tunings!.imports[i],
    maker: importing(
      opened.study.imports.filter(({ model }) => model === name),
      files,
    ),
  }));
  return [...networks, ...imports];
}

/** One map is held at a time, 4 bytes a pixel, and what its lot gave. */
async function tuneSeries(
  work: Work,
  unit: TuneUnit,
  baselines: BaselineClaims,
  where: FilterFiles,
): Promise<void> {
  const start = performance.now();
  const { rule, grid } = work.opened.study.tune!;
  const passedOver = new Map<string, number>();
  const passOver = (reason: string) => void passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1);
  const broken: unknown[] = [];
  const findings = told(findingsOf(work, claimsOf(work, unit, baselines), where, passOver), broken);
  const tuned = await attemptAsync(() => rule.rule.tune(findings, grid));
  if (broken.length > 0) throw broken[0];
  if ('failure' in tuned && !isPluginFault(tuned.failure)) throw tuned.failure;
  const labels = 'value' in tuned ? tuned.value : [];
  const failed = 'failure' in tuned ? [reasonOf(tuned.failure)] : [];
  const failures = pluginFailures([...passedOver.keys(), ...failed].map((reason) => ({ reason })));
  const value: TunedSeries = { labels, passedOver: [...passedOver], failures };
  await work.ledger.keep(unit, {
    value,
    seconds: (performance.now() - start) / 1000,
    failed: failures?.length,
    again: work.ledger.mayChange(unit.maps),
  });
}

/** A rule may be a plugin's: what ends the findings before their end is no fault of it. @param broken hears of that. */
async function* told<T>(source: AsyncIterable<T>, broken: unknown[]): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    broken.push(error);
    throw error;
  }
}

async function* findingsOf(
  { opened, signal }: Work,
  claims: AsyncIterable<Claimed>,
  where: FilterFiles,
  passOver: (reason: string) => void,
): AsyncGenerator<TuningFinding> {
  const { filters, tune } = opened.study;
  for await (const { candidate, image, finding } of claims) {
    throwIfInterrupted(signal);
    const { claim } = candidate;
    if (claim.is === 'none' && claim.of === 'map') passOver(claim.reason);
    if (claim.is !== 'map') continue;
    const { id, image: file, frame } = image.sample;
    const made = await attemptAsync(async () =>
      filtered(finish(claim, frame), filters, await filterRasters(filters, { id, file, frame }, where)),
    );
    if ('failure' in made) passOver(reasonOf(made.failure));
    else yield* tuningFindings({ ...finding, map: made.value.map, reader: tune!.reader }, passOver);
  }
}

interface Claimed {
  readonly candidate: Candidate;
  readonly image: PlannedImage;
  readonly finding: Finding;
}

/** What the series claims of every finding that is tuned on; the maps of one lot are read at a time. */
async function* claimsOf(
  { ledger }: Work,
  { series, maps, images }: TuneUnit,
  baselines: BaselineClaims,
): AsyncGenerator<Claimed> {
  const claimed = (
    all: readonly PlannedImage[],
    of: (image: PlannedImage, finding: Finding) => Candidate[],
  ) =>
    all.flatMap((image) =>
      image.findings.flatMap((finding) =>
        of(image, finding).map((candidate): Claimed => ({ candidate, image, finding })),
      ),
    );
  if (series.baseline) yield* claimed(images, (image, finding) => baselines.of(series, image, finding));
  for (const unit of maps) {
    const lot = await LotMaps.load(unit, ledger);
    yield* claimed(unit.images, (image, finding) => claimsOfMaps(series, lot, image, finding));
  }
}
