import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { streamBytes } from '@camscope/files-node';

export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(streamBytes(path), hash);
  return hash.digest('hex');
}
