import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { CamscopeError, type ModelFile } from '@camscope/core';
import { readBytes } from '@camscope/files-node';

/**
 * Reads a model file of at most 2 GiB, as much as one ONNX file can be.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function loadModelFile(location: string): Promise<ModelFile> {
  const path = resolve(location);
  const fix = 'Give the path of an ONNX file';
  const bytes = await readBytes(path, { name: 'the model', asked: location, fix });
  // Under the name that it has where it is: see external-data.js.
  return {
    bytes,
    source: { path: realPathOf(path) ?? path },
    sibling: (name) => ({ path: besideOf(path, name) }),
  };
}

/**
 * The file of weights that a model names, which must be in the model's folder or below it wherever links lead: the
 * folder by which the model is named or, where that is a link, the one in which the model is.
 */
function besideOf(model: string, name: string): string {
  const path = resolve(dirname(model), name);
  const real = realPathOf(path);
  if (real === undefined) return path;
  const folders = [realpathSync(dirname(model)), dirname(realpathSync(model))];
  if (folders.some((folder) => isBelow(folder, real))) return real;
  throw new CamscopeError('FILE_UNREADABLE', `The external data '${name}' is not beside the model`, {
    asked: path,
    found: `A link to ${real}`,
    fix: 'Copy the weights into the folder of the model',
  });
}

/** Without links; undefined where there is no file, which is told when it is read. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
