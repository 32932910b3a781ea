import { join } from 'node:path';
import { STORE_FOLDER } from '@camscope/experiment';
import type { Io } from '../io.ts';
import type { StudyOptions } from '../usage/study-options.ts';
import { readAndOpenStudy, type StudyAtHand } from './open.ts';
import { outFolder } from './out-folder.ts';

/** A study that is to run, and where its results go. */
export interface StudyToRun extends StudyAtHand {
  /** Absolute. */
  readonly out: string;
}

/**
 * Opens a study with the store of what it has given before: in its `cache` or, where it names none, with its results.
 * @throws CamscopeError whatever is wrong with it; CONFIG_INVALID where nobody says where its results go.
 */
export async function readAndOpenForRun(
  study: string,
  options: StudyOptions & { readonly out?: string },
  io: Io,
): Promise<StudyToRun> {
  const at = await readAndOpenStudy(study, options, io, {
    storeOf: ({ cache, file }) => cache ?? join(outFolder(options, file, io.cwd), STORE_FOLDER),
    tell: (text) => io.stderr(`camscope: ${text}\n`),
  });
  return { ...at, out: outFolder(options, at.opened.study.file, io.cwd) };
}
