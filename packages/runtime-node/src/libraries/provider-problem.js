// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { providerFolder } from './binding.js';
import { neededBy } from './elf.js';
import { librariesIn, VARIABLE } from './library-folder.js';
import { notFoundIn, openLibrary } from './open-library.js';

/** Libraries of ONNX Runtime's providers that are not in its npm package, and what they open by name once they run. */
const PROVIDERS = new Map([
  ['cuda', { library: 'libonnxruntime_providers_cuda.so', later: ['libcudnn.so.9'] }],
  ['tensorrt', { library: 'libonnxruntime_providers_tensorrt.so', later: [] }],
]);
const BRIDGE = 'libonnxruntime_providers_shared.so';
const DRIVER = 'libcuda.so.1';
const VULKAN = 'libvulkan.so.1';

/**
 * Why a provider cannot start on Linux, as far as libraries tell: all that are missing. Those that are there are open afterwards.
 * @param {string} provider
 * @returns {string | undefined}
 */
export function providerProblem(provider) {
  if (process.platform !== 'linux') return undefined;
  if (provider === 'webgpu')
    return openLibrary(VULKAN) && `There is no Vulkan loader: ${VULKAN} was not found`;
  const libraries = PROVIDERS.get(provider);
  if (!libraries) return undefined;
  const beside = providerFolder();
  if (beside.problem !== undefined) return beside.problem;
  const own = [BRIDGE, libraries.library];
  const absent = own.filter((name) => !existsSync(join(beside.folder, name)));
  const found = absent.length > 0 ? [] : own.map((name) => join(beside.folder, name));
  const needed = [DRIVER, ...found.flatMap(neededBy), ...(found.length > 0 ? libraries.later : [])];
  const { [VARIABLE]: folder } = process.env;
  const missing = missingOf(needed, folder === undefined ? new Map() : librariesIn(folder));
  const toolkit = missing.filter((name) => name !== DRIVER);
  const problems = [
    ...(absent.length > 0
      ? [
          `ONNX Runtime's library for it is not installed: no ${absent.join(', no ')} in ${folder ?? beside.folder}`,
        ]
      : []),
    ...(missing.length > toolkit.length ? [`There is no NVIDIA driver: ${DRIVER} was not found`] : []),
    ...(toolkit.length > 0
      ? [
          `Libraries were not found, on the loader's path${folder ? ` or in ${folder}` : ''}: ${toolkit.join(', ')}`,
        ]
      : []),
  ];
  return problems.length > 0 ? problems.join('. ') : undefined;
}

/**
 * Opens libraries and, before them, what they need.
 * @param {readonly string[]} names
 * @param {ReadonlyMap<string, string>} at where libraries are that the loader may not find.
 * @param {Set<string>} [seen]
 * @returns {string[]}
 */
function missingOf(names, at, seen = new Set()) {
  /** @type {Set<string>} */
  const missing = new Set();
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    const path = at.get(name);
    const below = path === undefined ? [] : missingOf(neededBy(path), at, seen);
    below.forEach((one) => missing.add(one));
    const reason = below.length > 0 ? undefined : openLibrary(path ?? name);
    if (reason !== undefined) missing.add(notFoundIn(reason) ?? reason);
  }
  return [...missing];
}
