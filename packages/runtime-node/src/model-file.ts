import { CamscopeError, messageOf, type ByteSource, type ModelFile } from '@camscope/core';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Reads a model file of at most 2 GiB, as much as one ONNX file can be.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export async function loadModelFile(location: string): Promise<ModelFile> {
  const path = resolve(location);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CamscopeError('FILE_UNREADABLE', 'The model cannot be read', {
      asked: location,
      found: messageOf(cause),
      fix: 'Give the path of an ONNX file',
      cause,
    });
  });
  return {
    // A Buffer's slice() would share memory where a Uint8Array's copies.
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    source: { path },
    sibling: (name): ByteSource => ({ path: resolve(dirname(path), name) }),
  };
}
