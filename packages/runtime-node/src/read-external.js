// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { Failed } from './failed.js';

/** @import { ByteSource } from '@camscope/core' */

/** Node reads no larger file at once. */
const LARGEST = 2 ** 31 - 1;

/**
 * External data as ONNX Runtime takes it. A file that several locations share is read once.
 * @param {ReadonlyMap<string, ByteSource>} external
 */
export function readExternal(external) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  return [...external].map(([location, source]) => {
    // onnxruntime-node takes one ./ off a path, and ONNX Runtime looks for the location as the model has it.
    const path = `./${location}`;
    if ('bytes' in source) return { path, data: source.bytes };
    const data = files.get(source.path) ?? readWeights(location, source.path);
    files.set(source.path, data);
    return { path, data };
  });
}

/**
 * @param {string} location
 * @param {string} path
 * @returns {Uint8Array}
 */
function readWeights(location, path) {
  const asked = `${path}, which holds the model's external data '${location}'`;
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new Error('It is a folder, a pipe or a device, not a file');
    if (stats.size > LARGEST) {
      throw new Failed({
        code: 'FILE_UNREADABLE',
        summary: 'A file of weights is too large',
        asked,
        found: `${stats.size} bytes; at most ${LARGEST} can be read`,
        fix: 'Split the weights over several files, each below 2 GiB',
      });
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Failed) throw error;
    const cause = /** @type {Error} */ (error);
    throw new Failed({
      code: 'FILE_UNREADABLE',
      summary: 'A file of weights cannot be read',
      asked,
      found: cause.message,
      fix: 'Keep the weights where the model refers to them',
      cause,
    });
  }
}
