import { token, type Progress } from '@camscope/core';
import type { DeviceClock } from '../host/device-clock.ts';
import type { OpenStudy } from '../open/open-study.ts';
import type { PlannedImage } from '../plan/plan.ts';
import type { Ledger } from '../run/ledger.ts';
import { secondsOf, type Paces } from '../run/paces.ts';
import type { Recipes } from '../units/recipes.ts';
import type { RunPlan } from '../units/run-plan.ts';
import type { Unit } from '../units/unit.ts';

/** What the stages of one run work on. */
export interface Work {
  readonly opened: OpenStudy;
  readonly recipes: Recipes;
  readonly plan: RunPlan;
  readonly ledger: Ledger;
  readonly progress: Progress;
  /** Hears what networks wait for. */
  readonly clock: DeviceClock;
  /** What such units have cost before. */
  readonly paces: Paces;
  /** Whether a unit is this process's to do. */
  mine(unit: Pick<Unit, 'part'>): boolean;
  /** Asks to stop between two units. */
  readonly signal?: AbortSignal;
}

export const WORK = token<Work>('experiment/work');

/** One stage of a run: does what its units lack. */
export type Stage = () => Promise<void>;

/** Every stage, in the order in which they run. */
export const STAGE = token<Stage>('experiment/stage');

/** Hears of each unit that a stage has done. */
export interface StageProgress {
  done(unit: Unit): void;
}

/**
 * Begins to tell of a stage.
 * @param due the units that it will do; of none, nothing is told.
 * @param unit what its steps are, in the plural.
 */
export function beginStage(
  { progress, paces, ledger }: Work,
  stage: string,
  due: readonly Unit[],
  unit: string,
): StageProgress {
  const total = due.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { done: () => undefined };
  const seconds = secondsOf(paces, due);
  const secondsPerStep = seconds === null ? undefined : seconds / total;
  const told = progress.begin(stage, total, { unit, secondsPerStep });
  return {
    done(one) {
      const { failed, passes } = ledger.entry(one)?.facts ?? {};
      told.advance(one.weight, failed, { name: [one.group.id, ...imagesOf(one)].join(' '), passes });
    },
  };
}

/** Ids, of a unit that is of images. */
function imagesOf({ images = [] }: Unit & { readonly images?: readonly PlannedImage[] }): string[] {
  return images.map(({ sample }) => sample.id);
}

/** Whether a unit has to be done, here. */
export function isDue({ ledger, mine }: Work, unit: Unit): boolean {
  return mine(unit) && ledger.needs(unit);
}
