// @ts-check
import { readJson, writeJson } from '@nx/devkit';

/** @typedef {import('@nx/devkit').Tree} Tree */

/** Lists of the plugins that are built in, by where they run. */
const LISTS = {
  any: { list: 'packages/plugins/src/portable.ts', home: 'packages/plugins' },
  node: { list: 'packages/cli/src/plugins/built-in.ts', home: 'packages/cli' },
};

/** The row of README's table in which each family stands. @type {Record<string, string>} */
const ROWS = {
  baselines: 'held against',
  datasets: 'public data',
  filters: 'regions',
  methods: 'gradient CAMs',
  metrics: 'measures',
  models: 'networks',
  segmenters: 'regions',
};

/**
 * Builds a plugin in: lists it, makes it a dependency of the package that does, and names it in README's table.
 * @param {Tree} tree
 * @param {string} name of the package, without its scope
 * @param {string} kind of what it contributes
 * @param {'any' | 'node'} platform
 */
export function buildIn(tree, name, kind, platform) {
  const { list, home } = LISTS[platform];
  const [family] = name.split('-');
  change(tree, list, (text) => listed(text, name, kind));
  const manifest = readJson(tree, `${home}/package.json`);
  const { version } = readJson(tree, `packages/${name}/package.json`);
  const dependencies = { ...manifest.dependencies, [`@camscope/${name}`]: `^${version}` };
  writeJson(tree, `${home}/package.json`, { ...manifest, dependencies: sorted(dependencies) });
  change(tree, 'README.md', (text) => named(text, name, family));
}

/** At the end of the list of its kind; a family of networks goes before those of last resort. @param {string} text @param {string} name @param {string} kind */
function listed(text, name, kind) {
  const begin = text.indexOf(`lazyPlugins(['${kind}'], {`);
  if (begin < 0) throw new Error(`There is no list of plugins of the kind '${kind}'`);
  const end = text.indexOf('\n  }),', begin);
  const block = text.slice(begin, end);
  const last =
    kind === 'model' ? block.lastIndexOf('\n', block.indexOf("'@camscope/models-generic'")) : block.length;
  const entry = `\n    '@camscope/${name}': () => import('@camscope/${name}'),`;
  return text.slice(0, begin) + block.slice(0, last) + entry + block.slice(last) + text.slice(end);
}

/** After the last link to its family in the row. @param {string} text @param {string} name @param {string} family */
function named(text, name, family) {
  const link = `[${name.slice(family.length + 1)}](packages/${name})`;
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.startsWith(`| ${ROWS[family]} `));
  if (row < 0) throw new Error(`README.md has no row '${ROWS[family]}'`);
  const end = [...lines[row].matchAll(new RegExp(`\\]\\(packages/${family}-[^)]*\\)`, 'g'))].at(-1);
  if (!end) throw new Error(`README.md has no ${family} in the row '${ROWS[family]}'`);
  const at = end.index + end[0].length;
  lines[row] = `${lines[row].slice(0, at)}, ${link}${lines[row].slice(at)}`;
  return lines.join('\n');
}

/** @param {Record<string, string>} record */
function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {Tree} tree @param {string} file @param {(text: string) => string} by */
function change(tree, file, by) {
  const text = tree.read(file, 'utf8');
  if (text === null) throw new Error(`${file} is missing`);
  tree.write(file, by(text));
}
