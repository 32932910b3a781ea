// @ts-check
import { closeSync, openSync, readSync } from 'node:fs';

/** Types of program headers and of entries of the dynamic section: System V ABI, chapter 5. */
const PT = { load: 1, dynamic: 2 };
const DT = { needed: 1n, stringTable: 5n, stringSize: 10n };

/**
 * Names of the libraries that a 64-bit little-endian ELF library is linked with, in its order; none of another file.
 * @param {string} path
 * @returns {string[]}
 */
export function neededBy(path) {
  const file = openSync(path, 'r');
  try {
    /** @param {number} at @param {number} length */
    const read = (at, length) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, at);
      return bytes;
    };
    const header = read(0, 64);
    const isElf = header.toString('latin1', 0, 4) === '\x7fELF' && header[4] === 2 && header[5] === 1;
    return isElf ? neededIn(segmentsOf(header, read), read) : [];
  } finally {
    closeSync(file);
  }
}

/** @typedef {(at: number, length: number) => Buffer} Read */
/** @typedef {{ type: number, offset: number, address: number, size: number }} Segment */

/**
 * @param {Buffer} header
 * @param {Read} read
 * @returns {Segment[]}
 */
function segmentsOf(header, read) {
  const [start, size, count] = [
    Number(header.readBigUInt64LE(32)),
    header.readUInt16LE(54),
    header.readUInt16LE(56),
  ];
  const table = read(start, size * count);
  return Array.from({ length: count }, (_, i) => {
    const entry = table.subarray(i * size);
    return {
      type: entry.readUInt32LE(0),
      offset: Number(entry.readBigUInt64LE(8)),
      address: Number(entry.readBigUInt64LE(16)),
      size: Number(entry.readBigUInt64LE(32)),
    };
  });
}

/**
 * @param {readonly Segment[]} segments
 * @param {Read} read
 */
function neededIn(segments, read) {
  const dynamic = segments.find(({ type }) => type === PT.dynamic);
  if (!dynamic) return [];
  const table = read(dynamic.offset, dynamic.size);
  const entries = Array.from({ length: dynamic.size / 16 }, (_, i) => ({
    tag: table.readBigUInt64LE(16 * i),
    value: Number(table.readBigUInt64LE(16 * i + 8)),
  }));
  const valueOf = (/** @type {bigint} */ asked) => entries.find(({ tag }) => tag === asked)?.value ?? 0;
  const address = valueOf(DT.stringTable);
  const holder = segments.find(
    (one) => one.type === PT.load && address >= one.address && address < one.address + one.size,
  );
  if (!holder) return [];
  const strings = read(address - holder.address + holder.offset, valueOf(DT.stringSize));
  return entries
    .filter(({ tag }) => tag === DT.needed)
    .map(({ value }) => strings.toString('latin1', value, strings.indexOf(0, value)));
}
