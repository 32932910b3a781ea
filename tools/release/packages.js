// @ts-check
/** The packages of a workspace as git and their manifests tell of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '../workspace/shape.js';
import { parseCommit } from './commits.js';

/** @typedef {import('./commits.js').Commit} Commit */
/** @typedef {import('./plan.js').Package} Package */
/** @typedef {Record<string, any>} Manifest */

/** What of a package's folder its users get. */
const PACKED = ['src', 'bin', 'models', 'index.html', 'package.json', 'README.md'];

/** Sections of a manifest whose packages are installed with it. */
export const INSTALLED = ['dependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * All packages of the workspace, sorted by folder.
 * @param {string} workspace
 * @returns {Package[]}
 * @throws where what git knows and what manifests say differ
 */
export function readPackages(workspace) {
  const tags = new Set(git(workspace, 'tag', '--list').split('\n'));
  const manifests = readManifests(workspace);
  const names = new Set([...manifests.values()].map(({ name }) => name));
  const needs = new Map(
    [...manifests.values()].map((each) => [each.name, requiredBy(each, INSTALLED, names)]),
  );

  return [...manifests].map(([folder, manifest]) => {
    const { name, version } = manifest;
    const tag = `${name}@${version}`;
    const released = tags.has(tag);
    if (!released && existsSync(join(workspace, 'packages', folder, 'CHANGELOG.md'))) {
      throw new Error(`${tag} was released, but git has no such tag. Fetch them: git fetch --tags`);
    }
    const parts = kindOf(folder)?.app ? requiredBy(manifest, ['devDependencies'], names) : [];
    return {
      folder,
      name,
      version,
      released,
      needs: needs.get(name) ?? [],
      bundles: [...reachable(parts, needs)],
      commits: released ? commitsSince(workspace, tag, folder) : [],
    };
  });
}

/**
 * @param {string} workspace
 * @returns {Map<string, Manifest>} by folder
 */
export function readManifests(workspace) {
  const packages = join(workspace, 'packages');
  return new Map(
    readdirSync(packages).map((folder) => [
      folder,
      JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8')),
    ]),
  );
}

/** @param {Manifest} manifest @param {string[]} sections @param {Set<string>} names */
function requiredBy(manifest, sections, names) {
  return sections
    .flatMap((section) => Object.keys(manifest[section] ?? {}))
    .filter((name) => names.has(name));
}

/** @param {string[]} from @param {Map<string, string[]>} needs */
function reachable(from, needs) {
  const reached = new Set(from);
  for (const name of reached) for (const need of needs.get(name) ?? []) reached.add(need);
  return reached;
}

/**
 * @param {string} workspace @param {string} tag @param {string} folder
 * @returns {Commit[]}
 */
function commitsSince(workspace, tag, folder) {
  const paths = PACKED.map((path) => `packages/${folder}/${path}`);
  const log = git(workspace, 'log', '--no-merges', '--format=%h%n%B%x00', `${tag}..HEAD`, '--', ...paths);
  return log.split('\0').flatMap((entry) => {
    const [hash, ...message] = entry.trim().split('\n');
    return parseCommit(message.join('\n'), hash) ?? [];
  });
}

/** @param {string} workspace @param {string[]} args */
export function git(workspace, ...args) {
  return execFileSync('git', args, { cwd: workspace, encoding: 'utf8', maxBuffer: 2 ** 28 });
}
