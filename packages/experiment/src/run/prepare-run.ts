import { PROGRESS, type Progress } from '@camscope/core';
import { equalNotes } from '@camscope/pipeline';
import type { OpenStudy } from '../open/open-study.ts';
import { STORE } from '../store/unit-store.ts';
import { Recipes } from '../units/recipes.ts';
import { planRun, unitsOf, type RunPlan } from '../units/run-plan.ts';
import type { Unit } from '../units/unit.ts';
import { contentHashes } from './content-hashes.ts';
import { Ledger } from './ledger.ts';
import { pacesOf, type Paces } from './paces.ts';
import type { Software } from './software.ts';

/** A run whose units are known, and which of them are done. */
export interface PreparedRun {
  readonly opened: OpenStudy;
  readonly recipes: Recipes;
  readonly plan: RunPlan;
  readonly units: readonly Unit[];
  readonly ledger: Ledger;
  /** What such units have cost before. */
  readonly paces: Paces;
  /** What the content of the images tells, beside the notes of the study as it was opened. */
  readonly notes: readonly string[];
}

export interface PrepareRunRequest {
  readonly software: Software;
  /** Units that failed for a reason that may have gone count as done. */
  readonly failedIsDone?: boolean;
  readonly signal?: AbortSignal;
}

/** Tells nobody. */
export const silent: Progress = { begin: () => ({ advance: () => undefined }) };

/**
 * Reads what a study depends on, works out its units and looks up which are done. It opens no network.
 * @throws CamscopeError FILE_UNREADABLE, INTERRUPTED.
 */
export async function prepareRun(opened: OpenStudy, request: PrepareRunRequest): Promise<PreparedRun> {
  const { software, failedIsDone = false, signal } = request;
  const { container } = opened;
  const store = container.get(STORE);
  const progress = container.get(PROGRESS, { optional: true }) ?? silent;
  const hashes = await contentHashes(opened, store, progress, signal);
  const recipes = new Recipes(opened, software, hashes);
  const plan = planRun(recipes);
  const units = unitsOf(plan);
  const ledger = new Ledger(store, !failedIsDone);
  await ledger.look(units);
  const notes = equalNotes([...opened.dataset.samples, ...(opened.tuning?.dataset.samples ?? [])], (id) =>
    hashes.images.get(id),
  );
  return { opened, recipes, plan, units, ledger, paces: await pacesOf(store, units, ledger), notes };
}
