import { dirname, resolve } from 'node:path';
import type { ByteSource, ModelFile } from '@camscope/core';
import { readBytes } from '@camscope/files-node';

/**
 * Reads a model file of at most 2 GiB, as much as one ONNX file can be.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function loadModelFile(location: string): Promise<ModelFile> {
  const path = resolve(location);
  const fix = 'Give the path of an ONNX file';
  const bytes = await readBytes(path, { name: 'the model', asked: location, fix });
  return {
    bytes,
    source: { path },
    sibling: (name): ByteSource => ({ path: resolve(dirname(path), name) }),
  };
}
