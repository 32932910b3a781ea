import type { Files } from '@camscope/core';
import { stages, type StageName, type Unit } from '../units/unit.ts';
import { differences, isConsequence } from './differences.ts';
import type { Paces } from './paces.ts';
import type { PreparedRun } from './prepare-run.ts';
import { unitsIn, type UnitsFile } from './units-file.ts';

/** What a stage of a run, or a part of one, still has to do. */
export interface Overview {
  readonly stage: StageName;
  /** The network and method that it is about, as the study names them; '' for a whole stage. */
  readonly of: string;
  readonly units: number;
  readonly done: number;
  readonly due: number;
  /** Of those that are due, those that have failed before. */
  readonly failed: number;
  /** Why units are due. */
  readonly why: readonly string[];
  /** They are due for no other reason than that what they read is made anew. */
  readonly follows: boolean;
  /** Of what is due, as such units were before: null where none has been. Images through a network, bytes of the store, seconds. */
  readonly passes: number | null;
  readonly bytes: number | null;
  readonly seconds: number | null;
}

/** What a run will do and why, as data: part by part, in the order of the stages. */
export async function overviewOf(run: PreparedRun, out: string, files: Files): Promise<Overview[]> {
  const { units, paces } = run;
  const before = await unitsIn(files, out);
  const groups = new Map<string, Unit[]>();
  for (const unit of units) groups.set(unit.group.id, [...(groups.get(unit.group.id) ?? []), unit]);
  return [...groups.values()].map((all) => overviewOfGroup(run, all, before, paces));
}

/** The same, stage by stage. */
export function byStage(parts: readonly Overview[]): Overview[] {
  return stages.flatMap((stage) => {
    const all = parts.filter((part) => part.stage === stage);
    if (all.length === 0) return [];
    const sum = (of: (part: Overview) => number) => all.reduce((total, part) => total + of(part), 0);
    const known = (of: (part: Overview) => number | null) =>
      all.some((part) => of(part) === null) ? null : sum((part) => of(part)!);
    return [
      {
        ...{
          stage,
          of: '',
          units: sum((part) => part.units),
          done: sum((part) => part.done),
          due: sum((part) => part.due),
        },
        ...{ failed: sum((part) => part.failed), why: [...new Set(all.flatMap(({ why }) => why))] },
        follows: all.some(({ due }) => due > 0) && all.every(({ due, follows }) => due === 0 || follows),
        ...{
          passes: known((part) => part.passes),
          bytes: known((part) => part.bytes),
          seconds: known((part) => part.seconds),
        },
      },
    ];
  });
}

function overviewOfGroup(
  { ledger }: PreparedRun,
  units: readonly Unit[],
  before: UnitsFile | undefined,
  paces: Paces,
): Overview {
  const [{ group }] = units;
  const due = units.filter((unit) => ledger.needs(unit));
  const weight = due.reduce((sum, unit) => sum + unit.weight, 0);
  const cost = paces.get(group.id);
  const estimate = (of: number | undefined) =>
    weight === 0 ? 0 : cost && of !== undefined ? (of / cost.weight) * weight : null;
  const failed = due.filter((unit) => ledger.failedBefore(unit)).length;
  const why = whyOf(group, due, failed, before);
  return {
    ...{ stage: group.stage, of: group.id.slice(group.stage.length + 1) },
    ...{ units: units.length, done: units.length - due.length, due: due.length, failed },
    why,
    follows: why.length > 0 && why.every(isConsequence),
    passes: weight === 0 ? 0 : needsNetwork(group.stage) ? estimate(cost?.passes) : 0,
    bytes: estimate(cost?.bytes),
    seconds: estimate(cost?.seconds),
  };
}

/** Stages in which networks run. */
export function needsNetwork(stage: StageName): boolean {
  return stage === 'explain' || stage === 'predict' || stage === 'faithfulness' || stage === 'sanity';
}

function whyOf(
  group: Unit['group'],
  due: readonly Unit[],
  failed: number,
  before: UnitsFile | undefined,
): string[] {
  if (due.length === 0) return [];
  if (!before) return ['never ran'];
  const earlier = before.groups[group.id];
  if (earlier === undefined) return [`${group.id.split('/').slice(1, 3).join('/') || group.stage} is new`];
  const changed = differences(earlier, group.recipe);
  if (changed.length > 0) return changed;
  const known = new Set((before.units[group.id] ?? []).map(([key]) => key));
  const others = due.filter(({ key }) => !known.has(key)).length;
  const rest = due.length - others - failed;
  return [
    ...(others > 0 ? ['other images or findings'] : []),
    ...(failed > 0 ? ['failed before'] : []),
    ...(rest > 0 ? ['not done yet'] : []),
  ];
}
