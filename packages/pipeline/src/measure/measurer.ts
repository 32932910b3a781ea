import { token } from '@camscope/core';
import type { Measuring } from '../chosen.ts';
import type { FilterFiles } from '../finish/filter-rasters.ts';
import type { FindingTask, Measured } from './finding-task.ts';
import { measure } from './measure.ts';

/** Measures findings, in this thread or in others. */
export interface Measurer {
  /** Tasks worth having under way at once. */
  readonly width: number;
  measure(task: FindingTask): Promise<Measured>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Measures the findings of a study. */
export const MEASURER = token<Measurer>('pipeline/measurer');

/** Measures in the calling thread, which other work shares between two tasks. */
export function measureHere(measuring: Measuring, where: FilterFiles): Measurer {
  return {
    width: 1,
    async measure(task) {
      const measured = await measure(task, measuring, where);
      await new Promise((resolve) => setTimeout(resolve));
      return measured;
    },
    stop: () => Promise.resolve(),
  };
}
