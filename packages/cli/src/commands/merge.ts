import { resolve } from 'node:path';
import { CamscopeError } from '@camscope/core';
import { unitsIn, UNITS_FILE, type StudyOverrides } from '@camscope/experiment';
import { openStore } from '@camscope/experiment-node';
import { nodeFiles, readText } from '@camscope/files-node';
import { LOCK_FILE } from '@camscope/pipeline';
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
  const overrides = await overridesIn(parts[0].folder);
  const at = await readAndOpenForRun(
    study,
    { ...overrides, plugin: options.plugin, out: resolve(io.cwd, out), force: options.force },
    io,
  );
  await runOpened(at, { ...options, check: false, merge: parts }, context);
}

/** What the command line changed of the study, as its lock says; what is no lock is refused later. */
async function overridesIn(folder: string): Promise<StudyOverrides> {
  const { set = [], limit, only = [] } = studyIn(await readText(resolve(folder, LOCK_FILE)));
  return { set, limit, only };
}

function studyIn(lock: string): Partial<StudyOverrides> {
  try {
    return (JSON.parse(lock) as { study?: Partial<StudyOverrides> }).study ?? {};
  } catch {
    return {};
  }
}

function noPart(folder: string): CamscopeError {
  return new CamscopeError('FILE_UNREADABLE', `'${folder}' has no part of a run`, {
    found: `It has no ${UNITS_FILE}`,
    fix: "Give the folders into which 'camscope run --shard' wrote",
  });
}
