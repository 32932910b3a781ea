// @ts-check
import { realpathSync, statSync } from 'node:fs';
import { normalize, sep } from 'node:path';
import { readExternal } from './read-external.js';

/** @import { ByteSource } from '@camscope/core' */

/**
 * External data as ONNX Runtime takes it. Files that go by their own names in one folder it maps into memory, page by page as it needs
 * them: nothing is copied. All other data is read.
 * @param {ReadonlyMap<string, ByteSource>} external
 */
export function externalData(external) {
  /** @type {string | undefined} */
  let folder;
  /** @type {Map<string, ByteSource>} */
  const others = new Map();
  for (const [location, source] of external) {
    const above = 'path' in source ? folderAbove(location, source.path) : undefined;
    folder ??= above;
    if (above === undefined || above !== folder) others.set(location, source);
  }
  return { folder, inMemory: readExternal(others) };
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
