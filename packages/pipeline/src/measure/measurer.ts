import { token } from '@camscope/core';
import type { Measuring } from '../chosen.ts';
import type { FilterFiles } from '../finish/filter-rasters.ts';
import type { FindingTask, Measured } from './finding-task.ts';
import { measure } from './measure.ts';

/** Measures findings, in this thread or in others. */
export interface Measurer {
  measure(task: FindingTask): Promise<Measured>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Measures the findings of a study. */
export const MEASURER = token<Measurer>('pipeline/measurer');

/** Measures in the calling thread, one task at a time; other work goes on between two. */
export function measureHere(measuring: Measuring, where: FilterFiles): Measurer {
  let last: Promise<unknown> = Promise.resolve();
  const next = async (task: FindingTask) => {
    const measured = await measure(task, measuring, where);
    await new Promise((resolve) => setTimeout(resolve));
    return measured;
  };
  return {
    measure(task) {
      const measured = last.then(() => next(task));
      // Its failure is the caller's, and none of the task after it.
      last = measured.catch(() => undefined);
      return measured;
    },
    stop: () => Promise.resolve(),
  };
}
