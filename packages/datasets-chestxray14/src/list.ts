import { CamscopeError } from '@camscope/core';
import { readText } from '@camscope/files-node';
import { ofOption } from './files.ts';

/**
 * The image names of test_list.txt or train_val_list.txt, one a line.
 * @throws CamscopeError DATA_INVALID naming file and line, FILE_UNREADABLE, INTERRUPTED.
 */
export async function readList(path: string, signal?: AbortSignal): Promise<Set<string>> {
  const names = new Set<string>();
  const lines = (await readText(path, ofOption('list', signal))).replace(/^\uFEFF/, '').split(/\r?\n/);
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
