import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { statusOf } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { ACCOUNT_FILE, LOCK_FILE, maps, parquetFileOf } from '@camscope/pipeline';

/** What a page asks of a run again and again. */
export interface RunState {
  /** Of its folder. */
  readonly name: string;
  /** Changes whenever its tables are written anew. */
  readonly version: string;
  /** How far it is, where it has no tables yet. */
  readonly progress?: Progress;
}

/** Of all parts of a run together, as `camscope status` tells them. */
export interface Progress {
  readonly units: number;
  readonly done: number;
  readonly failed: number;
  /** Seconds, of the part that takes longest; null where nobody knows. */
  readonly timeLeft: number | null;
}

/** The files that a run writes when its tables are whole: the account at the very end. */
const WRITTEN = [ACCOUNT_FILE, parquetFileOf(maps)];

export async function stateOf(folder: string): Promise<RunState> {
  const times = await Promise.all(
    [...WRITTEN, LOCK_FILE].map((name) => stat(join(folder, name)).catch(() => undefined)),
  );
  const state = { name: basename(folder), version: times.map((one) => one?.mtimeMs ?? '-').join(' ') };
  const isWritten = WRITTEN.some((_, i) => times[i] !== undefined);
  return isWritten ? state : { ...state, progress: await progressOf(folder) };
}

async function progressOf(folder: string): Promise<Progress> {
  // A page that looks on says nothing of a store that a run tells of itself.
  const parts = await statusOf(folder, nodeFiles, (store) => openStore(store, () => undefined));
  const stages = parts.flatMap(({ stages }) => stages);
  const sum = (name: 'units' | 'done' | 'failed') => stages.reduce((total, stage) => total + stage[name], 0);
  const times = parts.map(({ timeLeft }) => timeLeft);
  return {
    ...{ units: sum('units'), done: sum('done'), failed: sum('failed') },
    timeLeft: times.includes(null) ? null : Math.max(...(times as number[])),
  };
}
