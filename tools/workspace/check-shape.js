// @ts-check
import { isDeepStrictEqual } from 'node:util';
import {
  exportOf,
  fixedFields,
  folderOf,
  kindOf,
  OWN_FIELDS,
  packedBy,
  tsconfigOf,
  WRITTEN,
} from './shape.js';

/** @typedef {import('./shape.js').Kind} Kind */
/** @typedef {(file: string) => string | undefined} Read the text of a file of the package */
/** @typedef {Record<string, any>} Manifest */

/**
 * Everything in which a package departs from the common shape; empty when it has it.
 * @param {string} folder name below packages/
 * @param {string[]} names what is in the folder
 * @param {Read} read
 * @returns {string[]}
 */
export function shapeProblems(folder, names, read) {
  const kind = kindOf(folder);
  if (!kind) return [`packages/${folder}: no kind of package is named so; see tools/workspace/shape.js`];
  const manifest = JSON.parse(read('package.json') ?? '{}');
  return [
    ...fieldProblems(folder, kind, manifest),
    ...exportProblems(manifest, read),
    ...pluginProblems(kind, manifest, read),
    ...folderProblems(kind, names),
    ...textProblems(kind, manifest, read),
  ].map((problem) => `packages/${folder}/${problem}`);
}

/** @param {string} folder @param {Kind} kind @param {Manifest} manifest */
function fieldProblems(folder, kind, manifest) {
  const expected = { ...fixedFields(folder, kind), files: packedBy(kind) };
  const problems = Object.entries(expected)
    .filter(([field, value]) => !isDeepStrictEqual(manifest[field], value))
    .map(([field, value]) => `package.json: ${field} must be ${JSON.stringify(value)}`);
  const unknown = Object.keys(manifest).filter(
    (field) => !(field in expected) && !OWN_FIELDS.includes(field),
  );
  problems.push(...unknown.map((field) => `package.json: no package says ${field}`));
  if (!manifest.description) problems.push('package.json: description is missing');
  if (!/^\d+\.\d+\.\d+/.test(manifest.version)) problems.push('package.json: version is missing');
  return problems;
}

/** @param {Manifest} manifest @param {Read} read */
function exportProblems(manifest, read) {
  const { './package.json': self, ...entries } = manifest.exports ?? {};
  const problems = Object.entries(entries).flatMap(([subpath, entry]) => {
    const source = subpath === '.' ? 'index' : subpath.slice(2);
    if (JSON.stringify(entry) !== JSON.stringify(exportOf(source))) {
      return [`package.json: exports['${subpath}'] must be ${JSON.stringify(exportOf(source))}`];
    }
    return read(`src/${source}.ts`) === undefined ? [`src/${source}.ts: missing, but exported`] : [];
  });
  if (!entries['.']) problems.push(`package.json: exports['.'] is missing`);
  if (self !== './package.json') problems.push(`package.json: exports['./package.json'] is missing`);
  return problems;
}

/**
 * Plugins default-export a plugin, and share their host's core: two cores would disagree on what a binding is.
 * @param {Kind} kind @param {Manifest} manifest @param {Read} read
 */
function pluginProblems({ plugin }, manifest, read) {
  const has = (/** @type {string} */ section) => manifest[section]?.['@camscope/core'] !== undefined;
  const problems = [];
  if (plugin !== /^export default definePlugin\(/m.test(read('src/index.ts') ?? '')) {
    problems.push(`src/index.ts: ${plugin ? 'must' : 'only a plugin may'} 'export default definePlugin(…)'`);
  }
  if (plugin && (!has('peerDependencies') || has('dependencies'))) {
    problems.push('package.json: a plugin has @camscope/core in peerDependencies, and not in dependencies');
  }
  const peers = Object.keys(manifest.peerDependencies ?? {}).filter((name) => name !== '@camscope/core');
  if (plugin && peers.length > 0) {
    problems.push(
      `package.json: a plugin's only peer is @camscope/core; move ${peers.join(', ')} to dependencies`,
    );
  }
  if (!plugin && has('peerDependencies')) {
    problems.push('package.json: only a plugin has @camscope/core in peerDependencies');
  }
  return problems;
}

/** @param {Kind} kind @param {string[]} names */
function folderProblems(kind, names) {
  const expected = folderOf(kind);
  return [
    ...expected.filter((name) => !names.includes(name)).map((name) => `${name}: missing`),
    ...names
      .filter((name) => ![...expected, ...WRITTEN].includes(name))
      .map((name) => `${name}: no package has one; the workspace is configured at its root`),
  ];
}

/** @param {Kind} kind @param {Manifest} manifest @param {Read} read */
function textProblems(kind, manifest, read) {
  const problems = [];
  const config = { ...JSON.parse(read('tsconfig.json') ?? '{}'), references: [] };
  const expected = tsconfigOf(kind);
  if (!isDeepStrictEqual(config, expected)) {
    problems.push(`tsconfig.json: must be ${JSON.stringify(expected)}, besides references to other packages`);
  }
  if (!read('README.md')?.startsWith(`# ${manifest.name}\n`)) {
    problems.push(`README.md: must begin with '# ${manifest.name}'`);
  }
  return problems;
}
