import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ACCOUNT_FILE, fileOf, LOCK_FILE, scores } from '@camscope/pipeline';

/** What a page asks of a run again and again. */
export interface RunState {
  /** Of its folder. */
  readonly name: string;
  /** Changes whenever its tables are written anew. */
  readonly version: string;
}

/** The files that a run writes when its tables are whole. */
const WRITTEN = [LOCK_FILE, ACCOUNT_FILE, fileOf(scores)];

export async function stateOf(folder: string): Promise<RunState> {
  const times = await Promise.all(WRITTEN.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return { name: basename(folder), version: times.map((one) => one?.mtimeMs ?? '-').join(' ') };
}
