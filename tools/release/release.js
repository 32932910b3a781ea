// @ts-check
/**
 * Writes a release: versions, ranges, changelogs and the lockfile, a commit and its tags. Nothing leaves the machine.
 *
 * npm run release -- [--dry-run]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLACEHOLDER } from '../workspace/repository.js';
import { withRelease } from './changelog.js';
import { git, readManifests, readPackages } from './packages.js';
import { planRelease } from './plan.js';
import { withVersions } from './versions.js';

/** @typedef {import('./plan.js').Release} Release */

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const dryRun = process.argv.includes('--dry-run');

if (!dryRun) refuseUnready();
const releases = planRelease(readPackages(workspace));
for (const each of releases) console.log(told(each));
if (releases.length === 0) console.log('Nothing has changed that is released');
else if (dryRun) console.log(`${releases.length} packages would be released`);
else {
  write(releases);
  record(releases);
  console.log(`${releases.length} packages are released here. What is next: git push --follow-tags`);
}

function refuseUnready() {
  if (PLACEHOLDER) {
    throw new Error(
      'Say where the repository lives in tools/workspace/repository.js, and run: npm run shape',
    );
  }
  if (git(workspace, 'status', '--porcelain') !== '')
    throw new Error('Commit or put away your changes first');
}

/** @param {Release} release */
function told({ package: { name, version: from, released, commits }, version, because }) {
  const reasons = [
    ...new Set(commits.filter(({ breaking }) => breaking).map(({ subject }) => subject)),
    ...because,
  ];
  const why = reasons.length > 0 ? `: ${reasons.join(', ')}` : '';
  return `${name} ${released ? `${from} → ` : 'first, '}${version}${why}`;
}

/** @param {Release[]} releases */
function write(releases) {
  const file = (/** @type {string} */ folder, /** @type {string} */ name) =>
    join(workspace, 'packages', folder, name);
  for (const [folder, manifest] of withVersions(readManifests(workspace), releases)) {
    writeFileSync(file(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  const date = new Date().toISOString().slice(0, 10);
  for (const release of releases) {
    const changelog = file(release.package.folder, 'CHANGELOG.md');
    const before = existsSync(changelog) ? readFileSync(changelog, 'utf8') : '';
    writeFileSync(changelog, withRelease(before, release, date));
  }
  const npm = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', npm, { cwd: workspace, stdio: 'inherit' });
}

/** @param {Release[]} releases */
function record(releases) {
  const tags = releases.map(({ package: { name }, version }) => `${name}@${version}`);
  git(workspace, 'add', 'packages', 'package-lock.json');
  git(workspace, 'commit', '--quiet', '-m', `chore(release): ${tags.length} packages\n\n${tags.join('\n')}`);
  for (const tag of tags) git(workspace, 'tag', '--annotate', '--message', tag, tag);
}
