import { token, type Progress } from '@camscope/core';
import type { OpenStudy } from '../open/open-study.ts';
import type { Ledger } from '../run/ledger.ts';
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
  /** Whether a unit is this process's to do. */
  mine(unit: Pick<Unit, 'part'>): boolean;
  /** Asks to stop between two units. */
  readonly signal?: AbortSignal;
}

export const WORK = token<Work>('experiment/work');

/** One stage of a run: does what its units lack. */
export interface Stage {
  readonly name: string;
  run(): Promise<void>;
}

/** Every stage, in the order in which they run. */
export const STAGE = token<Stage>('experiment/stage');

/** Whether a unit has to be done, here. */
export function isDue({ ledger, mine }: Work, unit: Unit): boolean {
  return mine(unit) && ledger.needs(unit);
}
