// @ts-check
/**
 * Makes packages as their users get them, in a folder of their own: built just now, a module for each way into them, with the licence,
 * with links that lead somewhere, and without what only this workspace can do. What is checked, rehearsed and published is this.
 *
 * npm run stage -- [FOLDER…]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindOf } from '../workspace/shape.js';
import { bundle } from './bundle.js';
import { withAbsoluteLinks } from './links.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));

/** Where packages are staged: a workspace of npm's, so that it packs or publishes all of them at once. */
export const STAGE = join(workspace, 'out/npm');

if (process.argv[1] === fileURLToPath(import.meta.url)) stage(process.argv.slice(2));

/**
 * Builds and stages the packages in these folders of `packages`, or all.
 * @param {string[]} wanted
 * @returns {string[]} the folders that are staged
 */
export function stage(wanted = []) {
  const folders = wanted.length > 0 ? wanted : readdirSync(join(workspace, 'packages'));
  const run = (/** @type {string[]} */ ...args) =>
    execFileSync(process.execPath, args, { cwd: workspace, stdio: 'inherit' });
  run('node_modules/@native/typescript/bin/tsc', '--build', ...folders.map((folder) => `packages/${folder}`));
  if (folders.some((folder) => kindOf(folder)?.app)) run('tools/run.js', 'tools/studio/build.ts');

  rmSync(STAGE, { recursive: true, force: true });
  for (const folder of folders) stageOne(folder);
  writeFileSync(join(STAGE, 'package.json'), JSON.stringify({ private: true, workspaces: folders }));
  return folders;
}

/** @param {string} folder */
function stageOne(folder) {
  const from = join(workspace, 'packages', folder);
  const to = join(STAGE, folder);
  mkdirSync(to, { recursive: true });

  const manifest = publicManifest(JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')));
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const readme = readFileSync(join(from, 'README.md'), 'utf8');
  writeFileSync(join(to, 'README.md'), withAbsoluteLinks(readme, `packages/${folder}`));
  cpSync(join(workspace, 'LICENSE'), join(to, 'LICENSE'));
  if (existsSync(join(from, 'CHANGELOG.md'))) cpSync(join(from, 'CHANGELOG.md'), join(to, 'CHANGELOG.md'));

  for (const part of partsOf(manifest)) {
    cpSync(join(from, part), join(to, part), {
      recursive: true,
      filter: (path) => !isLeftOver(path, from),
    });
  }
  if (!kindOf(folder)?.app) bundle(to, manifest);
}

/** @param {import('./packages.js').Manifest} manifest @returns {import('./packages.js').Manifest} */
function publicManifest({ private: _, devDependencies: __, nx: ___, ...rest }) {
  return rest;
}

/** The folders that a manifest packs anything of. @param {import('./packages.js').Manifest} manifest @returns {Set<string>} */
function partsOf({ files }) {
  return new Set(
    files
      .filter((/** @type {string} */ glob) => !glob.startsWith('!'))
      .map((/** @type {string} */ glob) => glob.split('/')[0]),
  );
}

/**
 * What was built of a source that is no more: compilers do not remove it.
 * @param {string} path @param {string} from
 */
function isLeftOver(path, from) {
  const output = /^(.*)\.(?:d\.ts|js)(?:\.map)?$/.exec(basename(path));
  const dist = join(from, 'dist');
  if (!output || !path.startsWith(dist + sep)) return false;
  const source = join(dirname(path).replace(dist, join(from, 'src')), output[1]);
  return !['.ts', '.tsx', '.js'].some((extension) => existsSync(source + extension));
}
