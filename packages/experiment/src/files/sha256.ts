import { sha256 as hashOf } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** In hexadecimal; a text as UTF-8. */
export function sha256(data: Uint8Array | string): string {
  return bytesToHex(hashOf(typeof data === 'string' ? utf8ToBytes(data) : data));
}
