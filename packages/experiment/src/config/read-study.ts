import { CamscopeError } from '@camscope/core';
import type { Machine } from '../host/machine.ts';
import { checked } from './check.ts';
import { Environment } from './environment.ts';
import { readIncluding } from './included.ts';
import { noOverrides, type StudyOverrides } from './overrides.ts';
import { withSettings } from './set-values.ts';
import { studySchema, type StudyConfig } from './study-schema.ts';
import { swept } from './sweeps.ts';
import type { ConfigSource } from './yaml-source.ts';

/** A study as written: sound in itself, but not yet matched with plugins, networks and data. */
export interface StudyFile {
  /** Absolute. */
  readonly path: string;
  /** Where relative paths in it start. */
  readonly directory: string;
  readonly source: ConfigSource;
  /** With the variants of every `grid`. */
  readonly config: StudyConfig;
  /** Absolute paths of the files that it includes. */
  readonly includes: readonly string[];
  /** What it took from the environment, by the variables' names. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it was read, and where what it names is. */
  readonly machine: Machine;
  /** What the command line changes of it; `config` has the values set. */
  readonly overrides: StudyOverrides;
}

/**
 * Reads a study file.
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID with `file:line:column`, or `--set …` for a value set by `overrides`.
 */
export async function readStudy(
  machine: Machine,
  file: string,
  name = file,
  overrides: StudyOverrides = noOverrides,
): Promise<StudyFile> {
  const { files } = machine;
  const path = files.resolve(file);
  const environment = new Environment(machine.environment);
  const { source: written, includes } = await readIncluding(files, { path, name }, environment);
  const source = withSettings(written, overrides.set);
  const config = checked(studySchema, source.value, source);
  // What the file includes is read by now.
  if (config.include !== undefined)
    throw new CamscopeError('CONFIG_INVALID', "The command line cannot set 'include'", {
      at: source.at(['include']),
      fix: 'Write it into the study',
    });
  const study = swept(config, source);
  const where = { path, directory: files.resolve(path, '..'), machine };
  return { ...where, ...study, includes, environment: environment.taken, overrides };
}
