// @ts-check
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { buildSync } from 'esbuild';

/** What a module loads by its address: workers, and processes. */
const BY_ADDRESS = /new URL\('(\.\/[^']+\.js)', import\.meta\.url\)/g;
/** What a script beside `dist` runs of it. */
const FROM_SCRIPT = /runFrom\('([^']+)'\)/g;

/**
 * Makes one module of many in a staged package's `dist`, for each way into it, with what ways share beside them: a command that loads a
 * hundred packages starts in half the time. Other packages stay what they are, and types as they were written.
 * @param {string} home
 * @param {import('./packages.js').Manifest} manifest
 */
export function bundle(home, { exports }) {
  const dist = join(home, 'dist');
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const modules = names.filter((name) => name.endsWith('.js'));
  const entries = new Set(
    [
      ...Object.values(exports).flatMap((each) => (typeof each === 'string' ? [] : [each.default])),
      ...modules.flatMap((name) =>
        namedIn(join(dist, name), BY_ADDRESS).map((path) => posix.join('dist', dirname(name), path)),
      ),
      ...scriptsOf(home).flatMap((script) => namedIn(script, FROM_SCRIPT).map((name) => `dist/${name}.js`)),
    ].map((path) => relative('dist', path)),
  );
  const nested = [...entries].filter((path) => path.includes('/'));
  if (nested.length > 0)
    throw new Error(`${home}: what is started from lies at the top of dist, unlike ${nested.join(', ')}`);

  for (const name of modules) keepAddress(dist, name);
  const { outputFiles } = buildSync({
    absWorkingDir: home,
    bundle: true,
    entryPoints: [...entries].map((name) => join(dist, name)),
    format: 'esm',
    legalComments: 'none',
    outdir: dist,
    packages: 'external',
    platform: 'node',
    sourcemap: 'linked',
    sourcesContent: false,
    splitting: true,
    target: 'node20',
    write: false,
  });
  for (const name of names.filter((name) => /\.js(\.map)?$/.test(name))) rmSync(join(dist, name));
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}

/**
 * A module knows where it was, though it may be part of another: all of them lie at the top of `dist`.
 * @param {string} dist @param {string} name
 */
function keepAddress(dist, name) {
  const file = join(dist, name);
  const text = readFileSync(file, 'utf8');
  if (text.includes('import.meta.url'))
    writeFileSync(file, text.replaceAll('import.meta.url', `new URL('./${name}', import.meta.url).href`));
}

/** @param {string} file @param {RegExp} pattern @returns {string[]} */
function namedIn(file, pattern) {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name);
}

/** @param {string} home @returns {string[]} */
function scriptsOf(home) {
  const bin = join(home, 'bin');
  return readdirSync(home).includes('bin') ? readdirSync(bin).map((name) => join(bin, name)) : [];
}
