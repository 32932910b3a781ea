import { modelCardSchema, type Files, type ModelCard } from '@camscope/core';
import { checked } from './check.ts';
import { readYaml } from './yaml-source.ts';

/**
 * Reads a model card, YAML or JSON. Its `file` comes out absolute.
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID with `file:line:column`.
 */
export async function readCard(files: Files, file: string, name = file): Promise<ModelCard> {
  const path = files.resolve(file);
  const source = await readYaml(files, path, name);
  const card = checked(modelCardSchema, source.value, source);
  return card.file === undefined ? card : { ...card, file: files.resolve(path, '..', card.file) };
}
