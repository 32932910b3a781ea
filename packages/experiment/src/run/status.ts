import { CamscopeError, type Files } from '@camscope/core';
import { sideBySide } from '../open/side-by-side.ts';
import type { Entry, UnitStore } from '../store/unit-store.ts';
import { shareOf } from '../units/shards.ts';
import { stages, type StageName } from '../units/unit.ts';
import { shardsIn, type ShardAccount } from './shard-file.ts';
import { unitsIn, UNITS_FILE } from './units-file.ts';

/** Entries that are looked up at a time. */
const LOOKING = 16;
/** How far back the pace is looked at, in milliseconds. */
const WINDOW = 10 * 60_000;

/** How far a stage of a run, or a shard's share of it, is. */
export interface StageStatus {
  readonly stage: StageName;
  readonly units: number;
  readonly done: number;
  /** Of those that are done, those of which something failed. */
  readonly failed: number;
  readonly left: number;
}

export interface ShardStatus {
  /** Absent for a run that is not shared, and for what stands on all parts. */
  readonly shard?: ShardAccount;
  readonly stages: readonly StageStatus[];
  /** Seconds of work that were done in a second, of late; null where nothing was. */
  readonly pace: number | null;
  /** Seconds; null where nobody knows. */
  readonly timeLeft: number | null;
  /** When the last unit was done, in milliseconds since 1970. */
  readonly last: number | null;
}

interface Known {
  readonly key: string;
  readonly stage: StageName;
  readonly group: string;
  readonly weight: number;
  readonly part?: string;
  entry?: Entry;
}

/**
 * How far a run is, from its list of units and from the store, also while it runs.
 * @param open opens the store, by its absolute path.
 * @throws CamscopeError FILE_UNREADABLE for a folder without a run.
 */
export async function statusOf(
  out: string,
  files: Files,
  open: (folder: string) => UnitStore,
): Promise<ShardStatus[]> {
  const listed = await unitsIn(files, out);
  if (!listed) {
    throw new CamscopeError('FILE_UNREADABLE', `'${out}' is not the folder of a run`, {
      found: `It has no ${UNITS_FILE}`,
      fix: "Give a folder into which 'camscope run' writes",
    });
  }
  const units = Object.entries(listed.units).flatMap(([group, all]) =>
    all.map(([key, weight, part]): Known => ({
      key,
      weight,
      group,
      stage: group.split('/', 1)[0] as StageName,
      part: part ?? undefined,
    })),
  );
  const store = open(files.resolve(out, listed.store));
  await sideBySide(units, LOOKING, async (unit) => {
    unit.entry = await store.find(unit.key);
  });
  const shards = await shardsIn(files, out);
  if (shards.length === 0) return [statusOfUnits(units, units)];
  const shared = shards.map((shard) => {
    const mine = shareOf(units.map(asUnit), shard);
    return { shard, ...statusOfUnits(units.filter(mine), units) };
  });
  const whole = units.filter(({ part }) => part === undefined);
  return whole.length === 0 ? shared : [...shared, statusOfUnits(whole, units)];
}

function asUnit({ key, weight, part, stage, group }: Known) {
  return { key, weight, part, group: { stage, id: group, recipe: null, key: '' } };
}

function statusOfUnits(units: readonly Known[], all: readonly Known[]): ShardStatus {
  const now = Date.now();
  const done = units.filter(({ entry }) => entry);
  const recent = done.filter(({ entry }) => now - entry!.time < WINDOW);
  const first = Math.min(...recent.map(({ entry }) => entry!.time - 1000 * entry!.facts.seconds));
  const span = (now - first) / 1000;
  const pace = recent.length === 0 ? null : secondsOf(recent) / Math.max(span, 1e-3);
  return {
    stages: stages.flatMap((stage) => statusOfStage(stage, units)),
    pace,
    timeLeft: timeLeft(units, all, pace),
    last: done.length === 0 ? null : Math.max(...done.map(({ entry }) => entry!.time)),
  };
}

function statusOfStage(stage: StageName, all: readonly Known[]): StageStatus[] {
  const units = all.filter((unit) => unit.stage === stage);
  if (units.length === 0) return [];
  const done = units.filter(({ entry }) => entry);
  const failed = done.filter(({ entry }) => entry!.facts.failed).length;
  return [{ stage, units: units.length, done: done.length, failed, left: units.length - done.length }];
}

/** What is left, at what such units have cost in this run, at the pace of late. */
function timeLeft(units: readonly Known[], all: readonly Known[], pace: number | null): number | null {
  const left = units.filter(({ entry }) => !entry);
  if (left.length === 0) return 0;
  if (!pace) return null;
  const costs = new Map<string, { weight: number; seconds: number }>();
  for (const { group, weight, entry } of all) {
    if (!entry) continue;
    const sum = costs.get(group) ?? { weight: 0, seconds: 0 };
    costs.set(group, { weight: sum.weight + weight, seconds: sum.seconds + entry.facts.seconds });
  }
  if (left.some(({ group }) => !costs.has(group))) return null;
  const secondsOfUnit = ({ group, weight }: Known) =>
    (costs.get(group)!.seconds / costs.get(group)!.weight) * weight;
  return left.reduce((sum, unit) => sum + secondsOfUnit(unit), 0) / pace;
}

function secondsOf(units: readonly Known[]): number {
  return units.reduce((sum, { entry }) => sum + entry!.facts.seconds, 0);
}
