import { dirname, resolve } from 'node:path';
import { modelCardSchema, type ModelCard } from '@camscope/core';
import { checked } from './check.ts';
import { readYaml } from './yaml-source.ts';

/**
 * Reads a model card, YAML or JSON. Its `file` comes out absolute.
 * @param name shown in errors; the path by default.
 * @throws CamscopeError FILE_UNREADABLE; CONFIG_INVALID with `file:line:column`.
 */
export async function readCard(file: string, name = file): Promise<ModelCard> {
  const path = resolve(file);
  const source = await readYaml(path, name);
  const card = checked(modelCardSchema, source.value, source);
  return card.file === undefined ? card : { ...card, file: resolve(dirname(path), card.file) };
}
