// @ts-check
/** Which packages are released, and at which versions: what has changed in each, and what the breaks of others break. */
import semver from 'semver';
import { isFelt } from './commits.js';

/** @typedef {import('./commits.js').Commit} Commit */
/** @typedef {'breaking' | 'feature' | 'fix'} Change */

/**
 * A package as it stands.
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} name
 * @property {string} version that of its manifest
 * @property {boolean} released whether this version is out; otherwise no version is
 * @property {string[]} needs packages of the workspace that are installed with it, peers too
 * @property {string[]} bundles packages of the workspace that are inside of it
 * @property {Commit[]} commits that changed what it packs since this version, newest first
 */

/**
 * @typedef {object} Release
 * @property {Package} package
 * @property {string} version
 * @property {boolean} breaking
 * @property {string[]} because packages whose release makes this one: what it needs has broken, what it bundles has changed
 */

/** Before 1.0 and after. @type {Record<Change, ['minor' | 'patch', 'major' | 'minor' | 'patch']>} */
const STEPS = { breaking: ['minor', 'major'], feature: ['patch', 'minor'], fix: ['patch', 'patch'] };

/**
 * A package of which no version is out is released at the version that it has. Two copies of a package are strangers to each other,
 * so what needs one that breaks, breaks too: it is then not installed beside others that need the old one.
 * @param {Package[]} packages
 * @returns {Release[]} in the order of `packages`
 */
export function planRelease(packages) {
  const changes = changesOf(packages);
  return packages
    .filter(({ name, released }) => !released || changes.has(name))
    .map((each) => {
      const { name, released, version, needs, bundles } = each;
      const change = changes.get(name) ?? 'fix';
      const [before, after] = STEPS[change];
      return {
        package: each,
        version: released
          ? /** @type {string} */ (semver.inc(version, semver.major(version) === 0 ? before : after))
          : version,
        breaking: released && change === 'breaking',
        because: [
          ...needs.filter((need) => changes.get(need) === 'breaking'),
          ...bundles.filter((part) => changes.has(part)),
        ],
      };
    });
}

/**
 * How much each package that is out has changed, by itself or by what it is made of.
 * @param {Package[]} packages
 */
function changesOf(packages) {
  const folders = packages.map(({ folder }) => folder);
  const out = packages.filter(({ released }) => released);
  const changes = new Map(out.flatMap((each) => ownChange(each, folders)));
  for (let before = -1; before !== sum(changes);) {
    before = sum(changes);
    for (const { name, needs, bundles } of out) {
      if (needs.some((need) => changes.get(need) === 'breaking')) changes.set(name, 'breaking');
      else if (!changes.has(name) && bundles.some((part) => changes.has(part))) changes.set(name, 'fix');
    }
  }
  return changes;
}

/** Grows whenever a change is added or becomes a break. @param {Map<string, Change>} changes */
function sum(changes) {
  return changes.size + [...changes.values()].filter((change) => change === 'breaking').length;
}

/**
 * @param {Package} one
 * @param {string[]} folders
 * @returns {[string, Change][]} none or one
 */
function ownChange({ folder, name, commits }, folders) {
  const felt = commits.filter(isFelt);
  if (felt.some((commit) => breaks(commit, folder, folders))) return [[name, 'breaking']];
  if (felt.length === 0) return [];
  return [[name, felt.some(({ type }) => type === 'feat') ? 'feature' : 'fix']];
}

/**
 * A break is one of the packages in the commit's scope, a folder or a family of them; without such a scope, of all that it changes.
 * @param {Commit} commit
 * @param {string} folder
 * @param {string[]} folders
 */
function breaks({ breaking, scope }, folder, folders) {
  const inScope = (/** @type {string} */ name) => name === scope || name.startsWith(`${scope}-`);
  return breaking && (inScope(folder) || !folders.some(inScope));
}
