import type { ByteSource, ModelFile, ModelSource, Runtime } from '@camscope/core';
import { sha256 } from '../sha256.ts';

const known = new WeakMap<ModelFile, Promise<string>>();

/**
 * Tells a model's content from another's: SHA-256 of its file and of the files beside it that hold its weights.
 * @param external all that a session of the model reads beside its proto.
 * @throws CamscopeError FILE_UNREADABLE.
 */
export function contentOf(
  file: ModelFile,
  external: ModelSource['external'],
  runtime: Runtime,
): Promise<string> {
  let content = known.get(file);
  if (!content) {
    known.set(file, (content = digest(file, external, runtime)));
    content.catch(() => known.delete(file));
  }
  return content;
}

async function digest(file: ModelFile, external: ModelSource['external'], runtime: Runtime): Promise<string> {
  const own = await sha256(file.bytes);
  const others = [...external].filter(([, source]) => source !== file.source);
  if (others.length === 0) return own;
  const parts = [own];
  for (const [location, source] of others) parts.push(location, await sha256(await bytesOf(source, runtime)));
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}

async function bytesOf(source: ByteSource, runtime: Runtime): Promise<Uint8Array> {
  return 'bytes' in source ? source.bytes : (await runtime.load(source.path)).bytes;
}
