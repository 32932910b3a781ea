// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** npm's list of what is installed. */
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * A hash of whatever decides what is compiled: place, sources, manifests, installed packages and the compiler's own code.
 * @param {string} root of the checkout.
 * @param {readonly string[]} entries
 */
export function stateOf(root, entries) {
  const hash = createHash('sha256').update(JSON.stringify([root, entries]));
  const packages = readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => join(root, 'packages', name));
  const manifests = [join(root, INSTALLED), ...packages.map((folder) => join(folder, 'package.json'))];
  const sources = [import.meta.dirname, ...packages.map((folder) => join(folder, 'src'))].flatMap(sourcesIn);
  for (const file of [...manifests.filter((path) => existsSync(path)), ...sources.sort()]) {
    const bytes = readFileSync(file);
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesIn(folder) {
  if (!existsSync(folder)) return [];
  // What an entry is comes with its name, but not where Node walks the folders itself: it asks of each.
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.[jt]s$/.test(path) ? [path] : [];
  });
}
