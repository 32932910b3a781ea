import {
  countOf,
  Tally,
  taskOf,
  type Candidate,
  type Failures,
  type Found,
  type Measured,
  type MeasuredCandidate,
  type Measurer,
  type OtherFixations,
  type TallyPart,
} from '@camscope/pipeline';
import type { Finding, PlannedImage } from '../plan/plan.ts';
import type { MeasureLot, SeriesUnits } from '../units/measure-units.ts';
import type { Unit } from '../units/unit.ts';
import { claimsOfMaps, type BaselineClaims } from './candidates.ts';
import { mayGo } from './explained.ts';
import type { LotMaps } from './lot-maps.ts';
import type { TunedThresholds } from './tuned.ts';
import { isDue, type Work } from './work.ts';

/** What is kept of a series on one lot: of each finding in turn, over the images that it explains. JSON. */
export interface MeasuredSeries {
  readonly findings: readonly {
    /** Lines of the table of scores. */
    readonly scores: string;
    /** On each map. */
    readonly found: readonly Found[];
  }[];
  readonly tally: TallyPart;
}

/** What is kept of comparing. JSON. */
export interface Compared {
  /** Lines of the table of agreement, of each finding in turn. */
  readonly findings: readonly string[];
  /** Rows. */
  readonly comparisons: number;
  readonly failures?: Failures;
}

/** Where claims come from. */
export interface Claims {
  readonly maps: ReadonlyMap<Unit, LotMaps>;
  readonly baselines: BaselineClaims;
  readonly tuned: TunedThresholds;
  readonly others: OtherFixations;
}

/** Measures and compares what is due of a lot, finding by finding, and keeps it. */
export async function measureLot(
  work: Work,
  lot: MeasureLot,
  claims: Claims,
  measurer: Measurer,
): Promise<void> {
  const start = performance.now();
  const due = lot.series.filter(({ measured }) => isDue(work, measured));
  const agreement = lot.agreement && isDue(work, lot.agreement) ? lot.agreement : undefined;
  const findings = lot.images.flatMap((image) => image.findings.map((finding) => ({ image, finding })));
  const results = await Promise.all(
    findings.map(async ({ image, finding }) => {
      const groups = candidatesOf(lot, { due, compared: agreement !== undefined }, claims, {
        image,
        finding,
      });
      const candidates = groups.flatMap((group) => group.candidates);
      const compare = agreement ? (lot.apart.length > 0 ? 'apart' : 'together') : 'none';
      if (candidates.length === 0 && compare === 'none') return { image, groups, measured: NOTHING };
      const others = claims.others(image.sample);
      const task = taskOf(image.sample, { ...finding, others }, candidates, compare);
      return { image, groups, measured: await measurer.measure(task) };
    }),
  );
  const seconds = (performance.now() - start) / 1000 / Math.max(1, due.length + (agreement ? 1 : 0));
  for (const one of due) {
    const own = new Set(one.maps?.images ?? lot.images);
    const value = seriesOf(
      one,
      results.filter(({ image }) => own.has(image)),
    );
    const {
      failed,
      again = work.ledger.mayChange([one.maps, one.series.tune].flatMap((unit) => unit ?? [])),
    } = failuresIn(value);
    await work.ledger.keep(one.measured, { value, seconds, failed, again });
  }
  if (!agreement) return;
  const value: Compared = {
    findings: results.map(({ measured }) => measured.agreement),
    comparisons: results.reduce((sum, { measured }) => sum + measured.comparisons, 0),
    failures: joined(results.map(({ measured }) => measured.failures)),
  };
  const made = [...lot.series, ...lot.apart].flatMap(({ maps = [], series: { tune = [] } }) =>
    [maps, tune].flat(),
  );
  const failed = countOf(value.failures);
  await work.ledger.keep(agreement, { value, seconds, failed, again: work.ledger.mayChange(made) });
}

/** The failures of all findings. */
function joined(all: readonly (Failures | undefined)[]): Failures | undefined {
  const tally = new Tally();
  for (const failures of all) tally.mergeFailures(failures);
  return tally.failures.size === 0 ? undefined : [...tally.failures];
}

const NOTHING: Measured = { candidates: [], agreement: '', comparisons: 0 };

interface Group {
  readonly of?: SeriesUnits;
  readonly candidates: readonly Candidate[];
}

/** Those that are measured and, where maps are compared, all others with a map beside them. */
function candidatesOf(
  { series, apart }: MeasureLot,
  { due, compared }: { readonly due: readonly SeriesUnits[]; readonly compared: boolean },
  { maps, baselines, tuned }: Claims,
  { image, finding }: { readonly image: PlannedImage; readonly finding: Finding },
): Group[] {
  const groups = series.flatMap((one): Group[] => {
    const isDue = due.includes(one);
    if (!isDue && !(compared && one.maps)) return [];
    const claims = one.maps
      ? claimsOfMaps(one.series, maps.get(one.maps)!, image, finding)
      : baselines.of(one.series, image, finding);
    const candidates = tuned.given(one.series, finding.label, claims);
    return [isDue ? { of: one, candidates } : { candidates: candidates.map(unscored) }];
  });
  const others = apart.map(({ series: one, maps: unit }): Group => {
    const claims = claimsOfMaps(one, maps.get(unit)!, image, finding).filter(isMap);
    return { candidates: tuned.given(one, finding.label, claims).map(unscored) };
  });
  return compared ? [...groups, ...others] : groups;
}

function seriesOf(
  one: SeriesUnits,
  results: readonly { readonly groups: readonly Group[]; readonly measured: Measured }[],
): MeasuredSeries {
  const tally = new Tally();
  const findings = results.map(({ groups, measured }) => {
    const mine = partOf(one, groups, measured.candidates);
    for (const part of mine) tally.merge(part.tally);
    return { scores: mine.map(({ scores }) => scores).join(''), found: mine.map(({ found }) => found) };
  });
  return { findings, tally: tally.toPart() };
}

/** The results of a series' own candidates, which stand one after the other. */
function partOf(
  one: SeriesUnits,
  groups: readonly Group[],
  all: readonly MeasuredCandidate[],
): readonly MeasuredCandidate[] {
  let start = 0;
  for (const { of, candidates } of groups) {
    if (of === one) return all.slice(start, start + candidates.length);
    start += candidates.length;
  }
  return [];
}

function failuresIn({ tally: { failures } }: MeasuredSeries): { failed?: number; again?: boolean } {
  if (failures.length === 0) return {};
  const failed = failures.reduce((sum, [, rows]) => sum + rows, 0);
  return { failed, again: failures.some(([reason]) => mayGo(reason)) || undefined };
}

function unscored(candidate: Candidate): Candidate {
  return { ...candidate, unscored: true };
}

function isMap({ claim }: Candidate): boolean {
  return claim.is === 'map';
}
