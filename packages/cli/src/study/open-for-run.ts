import { join } from 'node:path';
import { refuseForeign, STORE_FOLDER, type Study } from '@camscope/experiment';
import { nodeFiles } from '@camscope/files-node';
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
  options: StudyOptions & { readonly out?: string; readonly force?: true },
  io: Io,
): Promise<StudyToRun> {
  const outOf = ({ file }: Pick<Study, 'file'>) => outFolder(options, file, io.cwd);
  const at = await readAndOpenStudy(study, options, io, {
    async check(resolved) {
      const place = { out: outOf(resolved), study: resolved.file.path };
      if (!options.force) await refuseForeign(nodeFiles, place);
    },
    storeOf: (resolved) => resolved.cache ?? join(outOf(resolved), STORE_FOLDER),
    tell: (text) => io.stderr(`camscope: ${text}\n`),
  });
  return { ...at, out: outOf(at.opened.study) };
}
