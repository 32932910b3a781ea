import { readFile } from 'node:fs/promises';
import { floatTensor, isCamscopeError, type FloatTensor } from '@camscope/core';
import { encodeNpz, openNpz } from '@camscope/pipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`fixtures/${name}.npz`, import.meta.url)));

function ramp(...dims: number[]): FloatTensor {
  const length = dims.reduce((a, b) => a * b, 1);
  return floatTensor(
    Float32Array.from({ length }, (_, i) => i / 3 - 1),
    dims,
  );
}

/** Those of tools/reference/npy.py. */
const ARRAYS = Object.entries({
  vector: ramp(3),
  matrix: ramp(2, 3),
  'Pleural_Thickening/b.1': ramp(3, 2, 2),
  naïve: ramp(1, 0),
});

const read = (bytes: Uint8Array) => {
  const npz = openNpz(bytes, 'x.npz');
  return npz.names.map((name) => [name, npz.read(name)]);
};

describe('encodeNpz', () => {
  it('writes what numpy.load was seen to read', async () => {
    expect(encodeNpz(ARRAYS)).toEqual(await fixture('camscope'));
  });

  it('refuses two arrays of one name, and more than a zip counts', () => {
    expect(() => encodeNpz([...ARRAYS, ARRAYS[0]])).toThrow('4 names');
    const scalar = ramp();
    const many = Array.from({ length: 65536 }, (_, i) => [`${i}`, scalar] as const);
    expect(() => encodeNpz(many)).toThrow('65536 arrays');
  });
});

describe('openNpz', () => {
  it('reads what numpy.savez writes', async () => {
    expect(read(await fixture('numpy'))).toEqual(ARRAYS);
  });

  it('reads back what was written, in order', () => {
    const array = fc
      .array(fc.nat(4), { maxLength: 3 })
      .chain((dims) =>
        fc
          .float32Array({ minLength: ramp(...dims).data.length, maxLength: ramp(...dims).data.length })
          .map((data) => floatTensor(data, dims)),
      );
    const arrays = fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), array), {
      selector: ([name]) => name,
      maxLength: 5,
    });
    fc.assert(
      fc.property(arrays, (some) => {
        expect(read(encodeNpz(some))).toEqual(some);
      }),
    );
  });

  it('reads a view, and an array beside a damaged one', async () => {
    const bytes = encodeNpz(ARRAYS);
    const shifted = new Uint8Array(bytes.length + 2);
    shifted.set(bytes, 1);
    // The last float of the first array.
    shifted[1 + 30 + 'vector.npy'.length + 128 + 11] ^= 1;
    const npz = openNpz(shifted.subarray(1, -1), 'maps/net/cam/0.npz');
    expect(npz.read('matrix')).toEqual(ramp(2, 3));
    expect(() => npz.read('vector')).toThrowErrorMatchingInlineSnapshot(`
      [CamscopeError: 'vector' of maps/net/cam/0.npz is damaged, or not of NumPy's .npz format
        found: other bytes than were written
        do: Save it with numpy.savez(file, name=array)]
    `);
    expect(() => npz.read('victor')).toThrowErrorMatchingInlineSnapshot(`
      [CamscopeError: maps/net/cam/0.npz has no array 'victor'
        found: 4 others]
    `);
  });

  it('refuses what is compressed', async () => {
    const bytes = await fixture('compressed');
    expect(() => openNpz(bytes, 'x.npz')).toThrow('vector.npy is compressed');
  });

  it('tells every cut, and every byte of an array, its name or its place that is another', () => {
    const bytes = encodeNpz([['a', ramp(2, 2)]]);
    for (let i = 0; i < bytes.length; i++) expect(outcome(bytes.subarray(0, i))).toBe('refused');
    for (let i = 0; i < bytes.length; i++) {
      const damaged = bytes.with(i, bytes[i] ^ 0x55);
      // What nobody reads, such as a date, may be another; then the array is the same.
      expect(['refused', 'same']).toContain(outcome(damaged));
    }
    expect(outcome(bytes)).toBe('same');
  });

  it('never fails in another way than by a CamscopeError', () => {
    const bytes = encodeNpz(ARRAYS);
    const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(edits, fc.nat(200), (some, cut) => {
        const damaged = bytes.slice(cut);
        for (const [at, byte] of some) damaged[at] = byte;
        try {
          read(damaged);
        } catch (error) {
          if (!isCamscopeError(error)) throw error;
        }
      }),
    );
  });

  function outcome(bytes: Uint8Array): string {
    try {
      expect(openNpz(bytes, 'x.npz').read('a')).toEqual(ramp(2, 2));
      return 'same';
    } catch (error) {
      if (isCamscopeError(error) && error.code === 'DATA_INVALID') return 'refused';
      throw error;
    }
  }
});
