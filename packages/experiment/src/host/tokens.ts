import { token } from '@camscope/core';
import type { ScoreCache } from '@camscope/engine';
import type { Measurer } from '@camscope/pipeline';
import type { Study } from '../config/study.ts';

/** The study at hand, matched with the plugins. */
export const STUDY = token<Study>('experiment/study');

/** Keeps what masks scored, from one run to the next; bound where there is a store. */
export const SCORE_CACHE = token<ScoreCache>('experiment/score-cache');

/** Starts so many threads that measure. */
export type Threads = (count: number) => Measurer;

/** Without it, the calling thread measures. */
export const THREADS = token<Threads>('experiment/threads');
