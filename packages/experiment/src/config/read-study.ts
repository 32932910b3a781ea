import { dirname, resolve } from 'node:path';
import { checked } from './check.ts';
import { studySchema, type StudyConfig } from './study-schema.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** A study as written: sound in itself, but not yet matched with plugins, networks and data. */
export interface StudyFile {
  /** Absolute. */
  readonly path: string;
  /** Where relative paths in it start. */
  readonly directory: string;
  readonly source: YamlSource;
  readonly config: StudyConfig;
}

/**
 * Reads a study file.
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID with `file:line:column`.
 */
export async function readStudy(file: string, name = file): Promise<StudyFile> {
  const path = resolve(file);
  const source = await readYaml(path, name);
  return { path, directory: dirname(path), source, config: checked(studySchema, source.value, source) };
}
