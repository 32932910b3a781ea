// @ts-check
/** What a release says to those who have the package. */
import { isFelt } from './commits.js';
import { REPOSITORY } from '../workspace/repository.js';

/** @typedef {import('./commits.js').Commit} Commit */
/** @typedef {import('./plan.js').Release} Release */

/** @type {[string, (commit: Commit) => boolean][]} */
const SECTIONS = [
  ['Breaking', ({ breaking }) => breaking],
  ['Features', ({ type }) => type === 'feat'],
  ['Fixes', ({ type }) => type === 'fix' || type === 'revert'],
  ['Speed and memory', ({ type }) => type === 'perf'],
];

/**
 * A changelog with this release at its top.
 * @param {string} before the changelog, empty for none
 * @param {Release} release
 * @param {string} date
 */
export function withRelease(before, release, date) {
  const title = `# Changelog of ${release.package.name}\n`;
  return `${title}\n## ${release.version} (${date})\n\n${entry(release)}${before.replace(title, '')}`;
}

/** @param {Release} release */
function entry({ package: { released, commits, needs }, because }) {
  if (!released) return 'The first release.\n';
  const left = new Set(commits.filter(isFelt));
  const sections = SECTIONS.flatMap(([title, belongs]) => {
    const here = [...left].filter(belongs);
    here.forEach((commit) => left.delete(commit));
    return here.length > 0 ? [`### ${title}\n\n${here.map(line).join('')}`] : [];
  });
  const broken = because.filter((name) => needs.includes(name));
  const bundled = because.filter((name) => !needs.includes(name));
  if (broken.length > 0) sections.push(`### Breaking, by what it needs\n\n${list(broken)}`);
  if (bundled.length > 0) sections.push(`### Inside of it\n\n${list(bundled)}`);
  return sections.join('\n');
}

/** @param {Commit} commit */
function line({ hash, scope, subject }) {
  return `- ${scope ? `**${scope}**: ` : ''}${subject} ([${hash}](${REPOSITORY}/commit/${hash}))\n`;
}

/** @param {string[]} names */
function list(names) {
  return names.map((name) => `- ${name}\n`).join('');
}
