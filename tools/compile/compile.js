// @ts-check
import { rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { forget, keep, newFolder, passingFolder, touch } from './folders.js';
import { stateOf } from './state.js';

/**
 * The packages of a checkout as JavaScript, compiled once for each state of their sources: a folder's name ends with the hash of all
 * that went into it, so what lies there is never stale. Where it cannot be kept, it lasts as long as this process.
 * @param {URL} checkout its root, with a slash at the end.
 * @param {readonly string[]} entries sources below `packages` that are started from, such as `cli/src/main.ts`.
 * @returns {Promise<URL>} the folder, where `cli/src/main.js` lies, with a slash at the end.
 */
export async function compile(checkout, entries) {
  const root = fileURLToPath(checkout);
  const cache = join(root, 'node_modules/.cache/camscope');
  let folder;
  do folder = await folderOf(stateOf(root, entries), cache, root, entries);
  while (folder === undefined);
  return pathToFileURL(folder + sep);
}

/**
 * The folder of a state of the sources; undefined when they have changed while they were compiled.
 * @param {string} state
 * @param {string} cache
 * @param {string} root
 * @param {readonly string[]} entries
 */
async function folderOf(state, cache, root, entries) {
  const folder = join(cache, state);
  if (touch(folder)) return folder;
  const aside = newFolder(cache, state);
  if (aside === undefined) return build(root, entries, join(passingFolder(), state));
  forget(cache);
  await build(root, entries, aside);
  if (stateOf(root, entries) === state) return keep(aside, folder);
  rmSync(aside, { recursive: true });
  return undefined;
}

/**
 * @param {string} root
 * @param {readonly string[]} entries
 * @param {string} folder
 */
async function build(root, entries, folder) {
  const [esbuild, { inPlace }] = await Promise.all([import('esbuild'), import('./in-place.js')]);
  const packages = join(root, 'packages');
  try {
    await esbuild.build({
      absWorkingDir: root,
      bundle: true,
      conditions: ['@camscope/source'],
      entryPoints: entries.map((entry) => join(packages, entry)),
      format: 'esm',
      legalComments: 'none',
      outbase: packages,
      outdir: folder,
      platform: 'node',
      plugins: [inPlace],
      sourcemap: 'linked',
      sourcesContent: false,
      splitting: true,
      target: 'node20',
      tsconfigRaw: { compilerOptions: { target: 'es2022', verbatimModuleSyntax: true } },
    });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
