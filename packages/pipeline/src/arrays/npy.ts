import { CamscopeError, sizeOf, type FloatTensor } from '@camscope/core';

// NumPy's format, version 1.0: magic, two version bytes, the length of the header in 2 bytes, a Python dictionary
// padded with spaces to a multiple of 64 bytes, the elements. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
const PREFIX = MAGIC.length + 4;
const ALIGNMENT = 64;

/** Whether floats lie in this machine's memory as they do in the file. */
const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A float32 array as the bytes of a .npy file: version 1.0, little-endian, C order. */
export function encodeNpy({ dims, data }: FloatTensor): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0]},` : dims.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`;
  const start = Math.ceil((PREFIX + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = dictionary.padEnd(start - PREFIX - 1) + '\n';
  const bytes = new Uint8Array(start + 4 * data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  view.setUint16(PREFIX - 2, header.length, true);
  bytes.set(new TextEncoder().encode(header), PREFIX);
  if (LITTLE_ENDIAN) bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  else for (let i = 0; i < data.length; i++) view.setFloat32(start + 4 * i, data[i], true);
  return bytes;
}

/**
 * The float32 array in a .npy file of version 1, 2 or 3.
 * @param name shown in errors.
 * @throws CamscopeError DATA_INVALID for anything but a little-endian float32 array in C order.
 */
export function decodeNpy(bytes: Uint8Array, name: string): FloatTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw invalid(name, 'not a .npy file');
  const major = bytes[MAGIC.length];
  if (major < 1 || major > 3) throw invalid(name, `.npy format version ${major}`);
  const headerStart = major === 1 ? PREFIX : PREFIX + 2;
  if (bytes.length < headerStart) throw invalid(name, 'a truncated header');
  const start =
    headerStart + (major === 1 ? view.getUint16(PREFIX - 2, true) : view.getUint32(PREFIX - 2, true));
  if (bytes.length < start) throw invalid(name, 'a truncated header');
  const dims = shapeOf(new TextDecoder('latin1').decode(bytes.subarray(headerStart, start)), name);
  const length = sizeOf(dims);
  if (bytes.length - start !== 4 * length) {
    throw invalid(
      name,
      `${bytes.length - start} bytes for the ${length} float32 elements of shape (${dims.join(', ')})`,
    );
  }
  const data = new Float32Array(length);
  if (LITTLE_ENDIAN) new Uint8Array(data.buffer).set(bytes.subarray(start));
  else for (let i = 0; i < length; i++) data[i] = view.getFloat32(start + 4 * i, true);
  return { type: 'float32', dims, data };
}

function shapeOf(header: string, name: string): number[] {
  const type = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (type === undefined || order === undefined || shape === undefined) {
    throw invalid(name, `the header ${header.trim()}`);
  }
  if (type !== '<f4') throw invalid(name, `elements of type '${type}'`, 'array.astype("<f4")');
  if (order === 'True') throw invalid(name, 'an array in Fortran order', 'numpy.ascontiguousarray(array)');
  return shape
    .split(',')
    .filter((dim) => dim.trim() !== '')
    .map(Number);
}

function invalid(name: string, found: string, remedy?: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', `${name} is not a float32 array in NumPy's format`, {
    found,
    fix: remedy ? `Save it with numpy.save(file, ${remedy})` : 'Save it with numpy.save(file, array)',
  });
}
