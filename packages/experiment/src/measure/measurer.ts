import type { Study } from '../config/study.ts';
import { measure } from './measure.ts';
import type { FindingTask, Measured } from './task.ts';

/** Measures findings, in this thread or in others. */
export interface Measurer {
  /** Tasks worth having under way at once. */
  readonly width: number;
  measure(task: FindingTask): Promise<Measured>;
  /** Idempotent. */
  stop(): Promise<void>;
}

/** Measures in the calling thread, which other work shares between two tasks. */
export function measureHere(study: Study): Measurer {
  return {
    width: 1,
    async measure(task) {
      const measured = await measure(task, study);
      await new Promise((resolve) => setImmediate(resolve));
      return measured;
    },
    stop: () => Promise.resolve(),
  };
}
