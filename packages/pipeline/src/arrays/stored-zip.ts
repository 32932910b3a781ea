// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, without archives above 4 GiB and comments at their end.
const END = { signature: 0x06054b50, size: 22, count: 10, directorySize: 12, directory: 16 };
const CENTRAL = {
  ...{ signature: 0x02014b50, size: 46, method: 10, crc: 16, stored: 20, length: 24 },
  ...{ name: 28, extra: 30, comment: 32, local: 42 },
};
const LOCAL = { signature: 0x04034b50, size: 30, name: 26, extra: 28 };

export interface StoredEntry {
  readonly name: string;
  /**
   * A view of its bytes.
   * @throws Error unless they have the checksum that the archive tells.
   */
  content(): Uint8Array;
}

/**
 * The entries of a zip without compression. Only what an array of the archive's size can hold is read, and no byte of an entry
 * until it is asked for.
 * @throws Error for anything else.
 */
export function storedEntries(bytes: Uint8Array): StoredEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - END.size;
  if (end < 0 || view.getUint32(end, true) !== END.signature) throw new Error('no end of a zip');
  const from = view.getUint32(end + END.directory, true);
  if (from + view.getUint32(end + END.directorySize, true) !== end) throw new Error('no directory of a zip');
  const entries: StoredEntry[] = [];
  let at = from;
  while (at < end) {
    const { entry, next } = entryAt(bytes, view, at, end);
    entries.push(entry);
    at = next;
  }
  const count = view.getUint16(end + END.count, true);
  if (count !== entries.length) throw new Error(`${entries.length} entries, and not ${count}`);
  return entries;
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, end: number) {
  if (at + CENTRAL.size > end || view.getUint32(at, true) !== CENTRAL.signature)
    throw new Error(`no entry of a zip at byte ${at}`);
  const short = (place: number) => view.getUint16(at + place, true);
  const long = (place: number) => view.getUint32(at + place, true);
  const named = at + CENTRAL.size + short(CENTRAL.name);
  const next = named + short(CENTRAL.extra) + short(CENTRAL.comment);
  if (next > end) throw new Error(`no entry of a zip at byte ${at}`);
  const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL.size, named));
  const [local, length, crc] = [long(CENTRAL.local), long(CENTRAL.length), long(CENTRAL.crc)];
  if (short(CENTRAL.method) !== 0 || long(CENTRAL.stored) !== length)
    throw new Error(`${name} is compressed`);
  const content = () => {
    const found = contentAt(bytes, view, local, length);
    if (!found || crc32(found) !== crc) throw new Error('other bytes than were written');
    return found;
  };
  return { entry: { name, content }, next };
}

function contentAt(bytes: Uint8Array, view: DataView, at: number, length: number): Uint8Array | undefined {
  if (at + LOCAL.size > bytes.length || view.getUint32(at, true) !== LOCAL.signature) return undefined;
  const start =
    at + LOCAL.size + view.getUint16(at + LOCAL.name, true) + view.getUint16(at + LOCAL.extra, true);
  return start + length > bytes.length ? undefined : bytes.subarray(start, start + length);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
