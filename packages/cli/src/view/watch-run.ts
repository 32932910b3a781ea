import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { statusOf } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles } from '@camscope/files-node';
import { ACCOUNT_FILE, PARTIAL_FILE, type RunProgress, type RunState } from '@camscope/pipeline';

export async function stateOf(folder: string): Promise<RunState> {
  const name = basename(folder);
  const [ended, partial] = await Promise.all(
    [ACCOUNT_FILE, PARTIAL_FILE].map((file) => changed(join(folder, file))),
  );
  const files = await filesIn(folder);
  if (ended !== undefined) return { name, version: ended, files };
  return { name, version: partial, files, progress: await progressOf(folder) };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? entry.name : [])).sort();
}

function changed(path: string): Promise<string | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => String(mtimeMs),
    () => undefined,
  );
}

/** As `camscope status` tells it. */
async function progressOf(folder: string): Promise<RunProgress> {
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
