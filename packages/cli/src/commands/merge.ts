import { resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { openStore, unitsIn, UNITS_FILE } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
import type { CommandContext } from '../command.ts';
import { runOpened } from '../study/run-opened.ts';
import { readAndOpenForRun } from '../study/open-for-run.ts';
import type { MergeOptions } from '../usage/merge.ts';

export async function merge(
  out: string,
  given: readonly string[],
  options: MergeOptions,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const folders = (given.length > 0 ? given : [out]).map((part) => resolve(io.cwd, part));
  const parts = [];
  for (const folder of folders) {
    const listed = await unitsIn(nodeFiles, folder);
    if (!listed) throw noPart(folder);
    const tell = (text: string) => io.stderr(`camscope: ${text}\n`);
    parts.push({
      folder,
      study: resolve(folder, listed.study),
      store: openStore(resolve(folder, listed.store), tell),
    });
  }
  const study = options.study === undefined ? parts[0].study : resolve(io.cwd, options.study);
  const at = await readAndOpenForRun(study, { plugin: options.plugin, out: resolve(io.cwd, out) }, io);
  await runOpened(at, { ...options, check: false, merge: parts }, context);
}

function noPart(folder: string): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `'${folder}' has no part of a run`, {
    found: `It has no ${UNITS_FILE}`,
    fix: "Give the folders into which 'camscope run --shard' wrote",
  });
}
