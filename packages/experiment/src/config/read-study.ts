import { dirname, resolve } from 'node:path';
import { checked } from './check.ts';
import { noOverrides, type StudyOverrides } from './overrides.ts';
import { withSettings } from './set-values.ts';
import { studySchema, type StudyConfig } from './study-schema.ts';
import { readYaml, type ConfigSource } from './yaml-source.ts';

/** A study as written: sound in itself, but not yet matched with plugins, networks and data. */
export interface StudyFile {
  /** Absolute. */
  readonly path: string;
  /** Where relative paths in it start. */
  readonly directory: string;
  readonly source: ConfigSource;
  readonly config: StudyConfig;
  /** What the command line changes of it; `config` has the values set. */
  readonly overrides: StudyOverrides;
}

/**
 * Reads a study file.
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID with `file:line:column`, or `--set …` for a value set by `overrides`.
 */
export async function readStudy(
  file: string,
  name = file,
  overrides: StudyOverrides = noOverrides,
): Promise<StudyFile> {
  const path = resolve(file);
  const source = withSettings(await readYaml(path, name), overrides.set);
  const config = checked(studySchema, source.value, source);
  return { path, directory: dirname(path), source, config, overrides };
}
