// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Python's packages keep their libraries, in a folder of such packages. */
const WHEELS = ['onnxruntime/capi', 'nvidia/*/lib'];

/** Names the folder of the libraries that CUDA needs. */
export const VARIABLE = 'CAMSCOPE_CUDA_LIBRARIES';

/**
 * Shared libraries by name, of a folder that holds them or Python's packages.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function librariesIn(folder) {
  const folders = [folder, ...WHEELS.flatMap((pattern) => matching(folder, pattern.split('/')))];
  return new Map(
    folders.flatMap((at) =>
      namesIn(at)
        .filter((name) => /^lib.*\.so(\.|$)/.test(name))
        .map((name) => /** @type {[string, string]} */ ([name, join(at, name)])),
    ),
  );
}

/**
 * @param {string} folder
 * @param {readonly string[]} parts
 * @returns {string[]}
 */
function matching(folder, [part, ...rest]) {
  if (part === undefined) return [folder];
  const names = part === '*' ? namesIn(folder) : [part];
  return names.flatMap((name) => matching(join(folder, name), rest));
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
