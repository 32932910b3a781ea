// @ts-check
/**
 * Rehearses three releases in a clone of what is committed, with a registry of this machine: the first one, a fix of one package, and a
 * breaking change of core. After each it is looked at what was published, and installed as its users would.
 *
 * npm run rehearse -- [--node VERSION…]
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import semver from 'semver';
import { startRegistry } from './local-registry.js';
import { git, INSTALLED, readManifests } from './packages.js';

/** @typedef {import('./packages.js').Manifest} Manifest */

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(workspace, 'out/rehearsal');
const clone = join(folder, 'camscope');
const start = Date.now();
const nodes = process.argv.slice(2).filter((arg) => arg !== '--node');

const STUDY = `version: 1
models: ['npm:@camscope/networks-phantom/models/phantom-resnet50.onnx']
data: { use: phantom, count: 2, seed: 2 }
methods: [grad-cam]
segmenters: [multi-otsu]
metrics: [box-iou]
out: results
`;

/** In `node_modules`: what is written in place, by tests that run meanwhile or by the clone's npm. */
const OWN = ['.cache', '.vite', '.vite-temp', '.package-lock.json'];

rmSync(folder, { recursive: true, force: true });
cloneWorkspace();
say('cloned');
const registry = await startRegistry(join(folder, 'registry'));
/** A user of this registry, without CUDA's libraries, which would be downloaded from elsewhere. */
const env = { ...process.env, npm_config_userconfig: registry.npmrc, ONNXRUNTIME_NODE_INSTALL: 'skip' };
try {
  say(`a registry at ${registry.url}`);
  await rehearse();
} finally {
  await registry.stop();
}
rmSync(folder, { recursive: true });
say('all went as it should');

async function rehearse() {
  const first = await release();
  for (const [name, version] of first) assert.equal(version, '0.1.0', name);
  assert.equal(first.size, readManifests(clone).size);
  say(`the first release: ${first.size} packages, all 0.1.0`);
  const old = await install('old');
  await tryOut(old);

  // No part of the studio, which is bundled, and so released with what it is made of.
  change('report', 'fix(report): tables are drawn as before');
  assert.deepEqual([...(await release())], [['@camscope/report', '0.1.1']]);
  assert.match(
    changelog('report'),
    /## 0\.1\.1 .*\n\n### Fixes\n\n- \*\*report\*\*: tables are drawn as before/,
  );
  say('a fix: one package, and its changelog');

  change('core', 'feat(core)!: contracts are others');
  const breaking = await release();
  const manifests = [...readManifests(clone).values()];
  for (const { name, version, ...manifest } of manifests) {
    const range = manifest.dependencies?.['@camscope/core'] ?? manifest.peerDependencies?.['@camscope/core'];
    if (!range && name !== '@camscope/core') continue;
    assert.deepEqual([breaking.get(name), version, range ?? '^0.2.0'], ['0.2.0', '0.2.0', '^0.2.0'], name);
  }
  await checkRanges();
  assert.match(changelog('core'), /### Breaking\n\n- \*\*core\*\*: contracts are others/);
  assert.match(
    changelog('methods-grad-cam'),
    /### Breaking, by what it needs\n\n(- .*\n)*- @camscope\/core\n/,
  );
  say(`a breaking change of core: ${breaking.size} packages; nobody gets one that does not fit by an update`);

  await run('npm', ['update', '--no-audit', '--no-fund'], old);
  assert.deepEqual(installed(old, 'core'), ['0.1.0']);
  assert.deepEqual(installed(old, 'report'), ['0.1.1']);
  const fresh = await install('fresh');
  assert.deepEqual(installed(fresh, 'core'), ['0.2.0']);
  await tryOut(fresh);
}

/** A clone of what is committed, under an address that looks like one; what is installed is shared. */
function cloneWorkspace() {
  mkdirSync(folder, { recursive: true });
  git(workspace, 'clone', '--quiet', '--no-tags', '.', clone);
  for (const home of ['.', ...readdirSync(join(workspace, 'packages')).map((each) => `packages/${each}`)]) {
    const modules = join(workspace, home, 'node_modules');
    if (!existsSync(modules)) continue;
    const to = join(clone, home, 'node_modules');
    mkdirSync(to);
    const names = readdirSync(modules).filter((name) => !OWN.includes(name));
    execFileSync('cp', ['-al', ...names, to], { cwd: modules });
  }
  const file = join(clone, 'tools/workspace/repository.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace('/OWNER/', '/rehearsal/'));
  execFileSync('npm', ['run', '--silent', 'shape'], { cwd: clone });
  commit('chore(root): the repository has an address');
}

/** @param {string} of a folder of packages @param {string} message */
function change(of, message) {
  appendFileSync(join(clone, 'packages', of, 'src/index.ts'), `\n// ${message}\n`);
  commit(message);
}

/** @param {string} message */
function commit(message) {
  git(clone, '-c', 'user.name=rehearsal', '-c', 'user.email=@', 'commit', '--quiet', '--all', '-m', message);
}

/** Releases and publishes. @returns {Promise<Map<string, string>>} the versions that the registry has got by it */
async function release() {
  const before = await published();
  const identity = {
    GIT_AUTHOR_NAME: 'rehearsal',
    GIT_AUTHOR_EMAIL: '@',
    GIT_COMMITTER_NAME: 'rehearsal',
    GIT_COMMITTER_EMAIL: '@',
  };
  await run('npm', ['run', 'release'], clone, identity);
  await run('npm', ['run', 'release:publish'], clone);
  const after = await published();
  return new Map([...after].filter(([name, version]) => version !== before.get(name)));
}

/** @returns {Promise<Map<string, string>>} the newest version of each package of the workspace that is published */
async function published() {
  const documents = await Promise.all([...readManifests(clone).values()].map(({ name }) => documentOf(name)));
  return new Map(documents.flatMap((each) => (each ? [[each.name, each['dist-tags'].latest]] : [])));
}

/** Who has a version gets by an update what goes with all that the version went with. */
async function checkRanges() {
  for (const { name } of readManifests(clone).values()) {
    const { versions } = await documentOf(name);
    const [before, after] = [Object.keys(versions).at(-2) ?? '', Object.keys(versions).at(-1) ?? ''];
    if (!before || !semver.satisfies(after, `^${before}`)) continue;
    for (const [need, range] of INSTALLED.flatMap((section) =>
      Object.entries(versions[before][section] ?? {}),
    )) {
      const now = INSTALLED.map((section) => versions[after][section]?.[need]).find(Boolean);
      if (now)
        assert.ok(semver.intersects(range, now), `${name}@${after} needs ${need} ${now}, not ${range}`);
    }
  }
}

/** @param {string} name */
async function documentOf(name) {
  const response = await fetch(`${registry.url}${name.replace('/', '%2f')}`);
  return response.ok ? response.json() : undefined;
}

/** An empty folder with the command installed from the registry. @param {string} name */
async function install(name) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const wanted = existsSync(join(clone, 'packages/camscope')) ? 'camscope' : '@camscope/cli';
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', wanted], project);
  if (wanted === 'camscope')
    await run('node', ['--input-type=module', '--eval', `await import('camscope')`], project);
  say(`${wanted} installed in an empty folder`);
  return project;
}

/** Runs the command on this Node and those that were named. @param {string} project */
async function tryOut(project) {
  const camscope = 'node_modules/.bin/camscope';
  for (const node of [process.execPath, ...(await Promise.all(nodes.map(nodeOf)))]) {
    const version = (await run(node, ['--version'], project)).trim();
    const [says] = (await run(node, [camscope, '--version'], project)).trim().split(' ');
    assert.ok(semver.valid(says), says);
    await run(node, [camscope, 'init', `study-${version}`], project);
    writeFileSync(join(project, 'study.yaml'), STUDY.replace('results', `results-${version}`));
    await run(node, [camscope, 'run', 'study.yaml'], project);
    assert.match(readFileSync(join(project, `results-${version}/scores.csv`), 'utf8'), /\n.*grad-cam/);
    say(`camscope ${says} runs a study on Node ${version}`);
  }
}

/** Another Node, from its package. @param {string} version */
async function nodeOf(version) {
  const home = join(folder, `node-${version}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{}');
  if (!existsSync(join(home, 'node_modules'))) {
    // Its script puts the binary in, and the workspace's own setting is handed down.
    const options = ['--ignore-scripts=false', '--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...options, `node@${version}`], home);
  }
  return join(home, 'node_modules/node/bin/node');
}

/** @param {string} project @param {string} of @returns {string[]} the versions of a package that are installed */
function installed(project, of) {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  return Object.keys(packages)
    .filter((path) => path.endsWith(`node_modules/@camscope/${of}`))
    .map((path) => packages[path].version);
}

/** @param {string} of */
function changelog(of) {
  return readFileSync(join(clone, 'packages', of, 'CHANGELOG.md'), 'utf8');
}

/**
 * Not in a way that blocks: connections to the registry, which it closes, would not be seen to be closed.
 * @param {string} command @param {string[]} args @param {string} cwd @param {Record<string, string>} [more]
 */
async function run(command, args, cwd, more = {}) {
  try {
    const options = { cwd, env: { ...env, ...more }, maxBuffer: 2 ** 28 };
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    console.error(`${stdout}\n${stderr}`);
    throw error;
  }
}

/** @param {string} what */
function say(what) {
  console.log(`${String(Math.round((Date.now() - start) / 1000)).padStart(4)} s  ${what}`);
}
