import { token } from '@camscope/core';
import type { ScoreCache } from '@camscope/engine';
import type { Study } from '../config/study.ts';
import type { WorkerStart } from '../threads/worker-measurer.ts';

/** The study at hand, matched with the plugins. */
export const STUDY = token<Study>('experiment/study');

/** Keeps what masks scored, from one run to the next; bound where there is a store. */
export const SCORE_CACHE = token<ScoreCache>('experiment/score-cache');

/** How to start a thread that measures; without it, the calling thread measures. */
export const WORKER_START = token<WorkerStart>('experiment/worker-start');
