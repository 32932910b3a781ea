/** Elements of an explicit little-endian data set, by `ggggeeee`: VR (`OB*`: of undefined length) and value. */
export type Elements = Record<string, [vr: string, value: number | string | Uint8Array]>;

export const EXPLICIT = '1.2.840.10008.1.2.1';
export const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
export const EIGHT_BIT: Elements = { '00280100': ['US', 8], '00280101': ['US', 8], '00280102': ['US', 7] };

/** A 16-bit grey image of 2 × 2 pixels, 12 bits stored, with a window from 0 to 4095. */
export function greyImage(changes: Elements = {}): Elements {
  return {
    '00280002': ['US', 1],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280010': ['US', 2],
    '00280011': ['US', 2],
    '00280100': ['US', 16],
    '00280101': ['US', 12],
    '00280102': ['US', 11],
    '00280103': ['US', 0],
    '00281050': ['DS', '2048'],
    '00281051': ['DS', '4096'],
    '7fe00010': ['OW', new Uint8Array(Uint16Array.of(0, 1365, 2730, 4095).buffer)],
    ...changes,
  };
}

/** A Part 10 file. `head` writes the preamble, the file meta information, both or neither. */
export function dicom(
  elements: Elements,
  syntax = EXPLICIT,
  head: 'all' | 'meta' | 'none' = 'all',
): Uint8Array {
  const preamble = [new Uint8Array(128), text('DICM')];
  const meta = encode({ '00020010': ['UI', syntax] });
  const body = encode({ '00080005': ['CS', 'ISO_IR 100'], ...elements });
  return Buffer.concat([...(head === 'all' ? preamble : []), ...(head === 'none' ? [] : meta), ...body]);
}

/** Pixel data in fragments, after an empty offset table. */
export function encapsulated(...fragments: Uint8Array[]): Uint8Array {
  const item = (data: Uint8Array) => [Uint8Array.of(0xfe, 0xff, 0x00, 0xe0), uint32(data.length), data];
  const end = [Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0), uint32(0)];
  return Buffer.concat([
    ...item(new Uint8Array()),
    ...fragments.flatMap((fragment) => item(pad(fragment, 'OB'))),
    ...end,
  ]);
}

function encode(elements: Elements): Uint8Array[] {
  const sorted = Object.entries(elements).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flatMap(([tag, [vr, value]]) => {
    const data = pad(
      typeof value === 'number' ? uint16(value) : typeof value === 'string' ? text(value) : value,
      vr,
    );
    const head = [
      uint16(parseInt(tag.slice(0, 4), 16)),
      uint16(parseInt(tag.slice(4), 16)),
      text(vr.slice(0, 2)),
    ];
    const undefinedLength = vr === 'OB*';
    const long = ['OB', 'OW', 'SQ', 'UN'].includes(vr.slice(0, 2));
    const length = undefinedLength
      ? [uint32(0xffffffff)]
      : long
        ? [uint32(data.length)]
        : [uint16(data.length)];
    return [...head, ...(long ? [uint16(0)] : []), ...length, data];
  });
}

function pad(data: Uint8Array, vr: string): Uint8Array {
  return data.length % 2 === 0 ? data : Buffer.concat([data, text(vr === 'UI' || vr === 'OB' ? '\0' : ' ')]);
}

const text = (value: string): Uint8Array => Buffer.from(value, 'latin1');
const uint16 = (value: number): Uint8Array => new Uint8Array(Uint16Array.of(value).buffer);
const uint32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
