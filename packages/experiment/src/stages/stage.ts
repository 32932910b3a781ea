import { token } from '@camscope/core';
import type { Tally } from '@camscope/pipeline';
import type { OpenStudy } from '../open/open-study.ts';

/** One stage of a run: writes tables, and reads what stages before it have left. */
export interface Stage {
  readonly name: string;
  run(): Promise<void>;
}

/** Every stage, in the order in which they run. */
export const STAGE = token<Stage>('experiment/stage');

/** What the stages of one run share. */
export interface RunAtHand {
  readonly opened: OpenStudy;
  /** Folder of the results. */
  readonly out: string;
  /** What has come of measuring so far. */
  readonly tally: Tally;
  /** SHA-256 of every image that was read, by its id. */
  readonly hashes: Map<string, string>;
  /** Is told what the reader should know: what is passed over and why. */
  note(text: string): void;
  readonly signal?: AbortSignal;
}

export const RUN = token<RunAtHand>('experiment/run');
