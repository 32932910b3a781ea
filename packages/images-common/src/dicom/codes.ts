import type { ImageAttributes } from './attributes.ts';

/**
 * The stored bits of each sample, without sign: of 8 or 16 bits allocated, the `bitsStored` that end at `highBit`.
 * @param swapped whether bytes lie in big-endian words of 16 bits.
 */
export function sampleCodes(
  bytes: Uint8Array,
  { columns, rows, samples, bitsAllocated, bitsStored, highBit }: ImageAttributes,
  swapped: boolean,
): Uint8Array | Uint16Array {
  const count = columns * rows * samples;
  const shift = highBit + 1 - bitsStored;
  const mask = 2 ** bitsStored - 1;
  const flip = swapped ? 1 : 0;
  if (bitsAllocated === 8) {
    const codes = new Uint8Array(count);
    for (let i = 0; i < count; i++) codes[i] = (bytes[i ^ flip] >> shift) & mask;
    return codes;
  }
  const codes = new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    codes[i] = ((bytes[(2 * i) ^ flip] | (bytes[(2 * i + 1) ^ flip] << 8)) >> shift) & mask;
  }
  return codes;
}
