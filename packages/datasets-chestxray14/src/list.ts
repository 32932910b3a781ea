import { CamscopeError, type OpenContext } from '@camscope/core';
import { namedFile } from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';

/**
 * The split of each image that a list names.
 * @throws CamscopeError DATA_INVALID also for an image in two lists; FILE_UNREADABLE, INTERRUPTED.
 */
export async function readSplits(
  lists: Readonly<Record<string, string>> = {},
  context: OpenContext,
): Promise<Map<string, string>> {
  const splits = new Map<string, string>();
  for (const [split, list] of Object.entries(lists))
    for (const name of await readList(`splits.${split}`, list, context)) {
      const other = splits.get(name);
      if (other !== undefined)
        throw new CamscopeError('DATA_INVALID', `The image ${name} is in two splits`, {
          found: `${other} and ${split}`,
          fix: 'Name each list under one split',
        });
      splits.set(name, split);
    }
  return splits;
}

/**
 * The image names of test_list.txt or train_val_list.txt, one a line.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readList(option: string, list: string, context: OpenContext): Promise<Set<string>> {
  const { path, reading } = namedFile('chestxray14', option, list, context);
  const names = new Set<string>();
  const lines = (await readText(path, reading)).replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    const name = line.trim();
    if (name === '') continue;
    if (!/^[^\s,;|]+\.[a-z]+$/i.test(name)) {
      throw new CamscopeError('DATA_INVALID', 'Not the name of an image', {
        at: `${path}:${i + 1}`,
        asked: 'One name a line, such as 00000013_005.png',
        found: name.slice(0, 120),
      });
    }
    names.add(name);
  }
  return names;
}
