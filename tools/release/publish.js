// @ts-check
/**
 * Publishes the versions of packages that the registry lacks. It can be run again: what is there already is left alone.
 *
 * npm run release:publish -- [--dry-run] [options of npm publish]
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readManifests } from './packages.js';
import { stage, STAGE } from './stage.js';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const npm = (/** @type {string[]} */ args, /** @type {import('node:child_process').StdioOptions} */ stdio) =>
  execFileSync('npm', args, { cwd: STAGE, encoding: 'utf8', stdio });

const options = process.argv.slice(2);
const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
const lacking = await missing([...readManifests(workspace)]);
console.log(`${lacking.length} packages are not yet at ${registry}`);
if (lacking.length > 0) {
  stage(lacking);
  npm(['publish', '--workspaces', '--access=public', ...options], 'inherit');
}

/** @param {[string, import('./packages.js').Manifest][]} manifests @returns {Promise<string[]>} folders */
async function missing(manifests) {
  const there = await Promise.all(manifests.map(([, { name, version }]) => isPublished(name, version)));
  return manifests.filter((_, i) => !there[i]).map(([folder]) => folder);
}

/** @param {string} name @param {string} version */
async function isPublished(name, version) {
  const response = await fetch(new URL(name.replace('/', '%2f'), registry), {
    headers: { accept: 'application/vnd.npm.install-v1+json' },
  });
  if (response.status === 404) return false;
  if (!response.ok) throw new Error(`${registry} answers ${response.status} about ${name}`);
  return Object.hasOwn((await response.json()).versions, version);
}
