import { CamscopeError, isCamscopeError, messageOf, type FloatTensor } from '@camscope/core';
import { zipSync } from 'fflate';
import { decodeNpy, encodeNpy } from './npy.ts';
import { storedEntries } from './stored-zip.ts';

const EXTENSION = '.npy';
/** Floats hardly shrink, and equal arrays give equal bytes: the first day that a zip can tell. */
const STORED = { level: 0, mtime: new Date(1980, 0, 1) } as const;
/** A zip counts its entries in two bytes. */
const MOST = 65535;

/** Arrays of a .npz file, each decoded when it is asked for. */
export interface Npz {
  readonly names: readonly string[];
  /** @throws CamscopeError DATA_INVALID for a name that is not there, and a damaged array. */
  read(name: string): FloatTensor;
}

/** Float32 arrays of different names as the bytes of a .npz file, as numpy.savez lays it out: a zip of .npy files, stored. */
export function encodeNpz(arrays: Iterable<readonly [name: string, array: FloatTensor]>): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  let count = 0;
  for (const [name, array] of arrays) {
    files[name + EXTENSION] = encodeNpy(array);
    count++;
  }
  if (count > MOST || count !== Object.keys(files).length) {
    throw new CamscopeError('INTERNAL', 'These arrays do not make a .npz file', {
      asked: `${count} arrays`,
      found: `${Object.keys(files).length} names, and room for ${MOST}`,
    });
  }
  return zipSync(files, STORED);
}

/**
 * The arrays in a .npz file.
 * @param file shown in errors.
 * @throws CamscopeError DATA_INVALID for anything but a sound zip.
 */
export function openNpz(bytes: Uint8Array, file: string): Npz {
  const arrays = new Map(
    attempted(file, () => storedEntries(bytes))
      .filter(({ name }) => name.endsWith(EXTENSION))
      .map((entry) => [entry.name.slice(0, -EXTENSION.length), entry]),
  );
  return {
    names: [...arrays.keys()],
    read(name) {
      const entry = arrays.get(name);
      if (!entry) {
        throw new CamscopeError('DATA_INVALID', `${file} has no array '${name}'`, {
          found: `${arrays.size} others`,
        });
      }
      const place = `'${name}' of ${file}`;
      return decodeNpy(
        attempted(place, () => entry.content()),
        place,
      );
    },
  };
}

function attempted<T>(place: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (isCamscopeError(cause)) throw cause;
    throw new CamscopeError('DATA_INVALID', `${place} is damaged, or not of NumPy's .npz format`, {
      found: messageOf(cause),
      fix: 'Save it with numpy.savez(file, name=array)',
      cause,
    });
  }
}
