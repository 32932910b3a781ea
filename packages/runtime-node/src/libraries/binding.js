// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { librariesIn, VARIABLE } from './library-folder.js';

const require = createRequire(import.meta.url);
const ADD_ON = 'onnxruntime_binding.node';
const PROVIDER = /^libonnxruntime_providers_\w+\.so$/;

/** @typedef {{ links?: string, problem?: string }} Linked */

/** @type {Linked | undefined} */
let linked;

/**
 * Loads ONNX Runtime's add-on for onnxruntime-node to find loaded: its library looks for providers in the folder that it is
 * loaded from, which is one of links where the variable names libraries.
 */
export function loadBinding() {
  const { links } = linkedLibraries();
  if (links === undefined) return;
  const own = join(ownFolder(), ADD_ON);
  const module = new Module(own);
  process.dlopen(module, join(links, ADD_ON));
  module.loaded = true;
  require.cache[own] = module;
}

/**
 * The folder in which ONNX Runtime looks for its providers, or why the one that is named cannot serve.
 * @returns {{ folder: string, problem?: string }}
 */
export function providerFolder() {
  const { links, problem } = linkedLibraries();
  return { folder: links ?? ownFolder(), problem };
}

/** Decided once: a library that is loaded stays. */
function linkedLibraries() {
  const { [VARIABLE]: libraries } = process.env;
  return (linked ??= process.platform === 'linux' && libraries ? linksWith(libraries) : {});
}

/** @returns {string} of onnxruntime-node. */
function version() {
  return require('onnxruntime-node/package.json').version;
}

/** @returns {string} */
function ownFolder() {
  const { platform, arch } = process;
  return join(dirname(require.resolve('onnxruntime-node/package.json')), 'bin/napi-v6', platform, arch);
}

/**
 * @param {string} libraries
 * @returns {Linked}
 */
function linksWith(libraries) {
  const providers = [...librariesIn(libraries)].filter(([name]) => PROVIDER.test(name));
  // Whether there is one is told when it is asked for.
  if (providers.length === 0) return {};
  try {
    const own = [ADD_ON, 'libonnxruntime.so.1'].map((name) => join(ownFolder(), name));
    const targets = [...own, ...providers.map(([, path]) => path)];
    const links = linkFolderOf(targets);
    if (existsSync(links)) return { links };
    const problem = versionProblem(targets);
    if (problem !== undefined) return { problem };
    makeLinks(links, targets);
    return { links };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { problem: `The libraries of ${libraries} cannot be linked: ${message}` };
  }
}

/**
 * ONNX Runtime and its providers share tables of functions, on which only equal versions agree.
 * @param {readonly string[]} libraries
 */
function versionProblem(libraries) {
  const cuda = libraries.find((path) => basename(path) === 'libonnxruntime_providers_cuda.so');
  if (cuda === undefined || readFileSync(cuda).includes(`\0${version()}\0`)) return undefined;
  return `${cuda} is not of ONNX Runtime ${version()}, as onnxruntime-node is: install onnxruntime-gpu==${version()}`;
}

/**
 * In the user's cache, by what the links are to.
 * @param {readonly string[]} targets
 */
function linkFolderOf(targets) {
  const facts = targets.map((path) => [path, statSync(path).size, statSync(path).mtimeMs]);
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(cache, 'camscope', `onnxruntime-${version()}-${hash}`);
}

/**
 * Makes a folder of links, whole or not at all.
 * @param {string} folder
 * @param {readonly string[]} targets
 */
function makeLinks(folder, targets) {
  const draft = `${folder}.${process.pid}.${threadId}`;
  mkdirSync(draft, { recursive: true });
  for (const path of targets) symlinkSync(path, join(draft, basename(path)));
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // Another thread or process has made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}
