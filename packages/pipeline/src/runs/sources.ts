import type { Files } from '@camscope/core';
import { tables } from '../tables/all.ts';
import { fileOf } from '../tables/table.ts';
import { ACCOUNT_FILE, LOCK_FILE } from './lock.ts';

/** What something was made from: SHA-256 of files of a run by their names, and whether the run was finished. */
export type Sources = Readonly<Record<string, string>>;

/**
 * The state of what a run has in its folder: its lock, every table, and whether it is finished.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function sourcesOf(folder: string, files: Files): Promise<Sources> {
  const sources: Record<string, string> = {};
  for (const name of [LOCK_FILE, ...tables.map(fileOf)]) {
    const path = files.resolve(folder, name);
    if (await files.exists(path)) sources[name] = await files.sha256(path);
  }
  const account = files.resolve(folder, ACCOUNT_FILE);
  const finished = (await files.exists(account)) && isFinished(await files.read(account));
  return { ...sources, finished: String(finished) };
}

/** An account that is no JSON is not that of a finished run. */
function isFinished(account: Uint8Array): boolean {
  try {
    return (JSON.parse(new TextDecoder().decode(account)) as { finished?: unknown }).finished === true;
  } catch {
    return false;
  }
}
