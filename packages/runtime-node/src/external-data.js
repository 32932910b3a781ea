// @ts-check
import { realpathSync, statSync } from 'node:fs';
import { normalize, sep } from 'node:path';
import { readExternal } from './read-external.js';

/** @import { ByteSource } from '@camscope/core' */

/**
 * External data as ONNX Runtime takes it: files that go by their own names in one folder, which it maps into memory, page by page as
 * it needs them, so that nothing is copied; or all in memory, where one of them is there or goes by another name.
 * @param {ReadonlyMap<string, ByteSource>} external
 */
export function externalData(external) {
  const folders = [...external].map(([location, source]) =>
    'path' in source ? folderAbove(location, source.path) : undefined,
  );
  const [folder, ...others] = new Set(folders);
  if (folder !== undefined && others.length === 0) return { folder, inMemory: [] };
  return { folder: undefined, inMemory: readExternal(external) };
}

/**
 * The folder in which a file goes by its location. ONNX Runtime follows links, but not out of the folder.
 * @param {string} location
 * @param {string} path
 */
function folderAbove(location, path) {
  try {
    const real = realpathSync(path);
    const end = sep + normalize(location);
    if (statSync(real).isFile() && real.endsWith(end)) return real.slice(0, -end.length) || sep;
  } catch {
    // Whoever reads it tells why it cannot be read.
  }
  return undefined;
}
