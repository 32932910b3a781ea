import { CamscopeError, type OpenContext } from '@camscope/core';
import { namedFile } from '@camscope/datasets-common';
import { readText } from '@camscope/files-node';

/**
 * The image names of test_list.txt or train_val_list.txt, one a line.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readList(list: string, context: OpenContext): Promise<Set<string>> {
  const { path, reading } = namedFile('chestxray14', 'list', list, context);
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
