import { readFile } from 'node:fs/promises';
import { floatTensor } from '@camscope/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from '@camscope/pipeline';

const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`fixtures/${name}.npy`, import.meta.url)));

describe('encodeNpy', () => {
  it.each([
    ['scalar', []],
    ['vector', [3]],
    ['matrix', [2, 3]],
    ['batch', [2, 1, 2, 3]],
  ])('writes what numpy.save writes: %s', async (name, dims) => {
    const length = dims.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length }, (_, i) => i / 3 - 1);
    expect(encodeNpy(floatTensor(data, dims))).toEqual(await fixture(name));
  });
});

describe('decodeNpy', () => {
  it('reads back what was written', () => {
    const tensor = fc.array(fc.nat(4), { maxLength: 4 }).chain((dims) =>
      fc.tuple(
        fc.constant(dims),
        fc.float32Array({
          minLength: dims.reduce((a, b) => a * b, 1),
          maxLength: dims.reduce((a, b) => a * b, 1),
        }),
      ),
    );
    fc.assert(
      fc.property(tensor, ([dims, data]) => {
        expect(decodeNpy(encodeNpy(floatTensor(data, dims)), 'x.npy')).toEqual({
          type: 'float32',
          dims,
          data,
        });
      }),
    );
  });

  it('reads a view that is not aligned', async () => {
    const bytes = await fixture('matrix');
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decodeNpy(shifted.subarray(1), 'x.npy').dims).toEqual([2, 3]);
  });

  it('reads version 2', async () => {
    expect(decodeNpy(await fixture('version2'), 'x.npy')).toMatchObject({
      dims: [2],
      data: Float32Array.of(1, 2),
    });
  });

  it.each([
    ['float64', "elements of type '<f8'"],
    ['fortran', 'an array in Fortran order'],
    ['big-endian', "elements of type '>f4'"],
  ])('refuses %s', async (name, found) => {
    const bytes = await fixture(name);
    expect(() => decodeNpy(bytes, 'x.npy')).toThrow(`found: ${found}`);
  });

  it('refuses damaged files', async () => {
    const bytes = await fixture('matrix');
    expect(() => decodeNpy(bytes.subarray(0, -1), 'x.npy')).toThrowErrorMatchingInlineSnapshot(`
      [CamscopeError: x.npy is not a float32 array in NumPy's format
        found: 23 bytes for the 6 float32 elements of shape (2, 3)
        do: Save it with numpy.save(file, array)]
    `);
    expect(() => decodeNpy(bytes.subarray(0, 40), 'x.npy')).toThrow('a truncated header');
    expect(() => decodeNpy(bytes.subarray(0, 8), 'x.npy')).toThrow('not a .npy file');
    expect(() => decodeNpy(bytes.subarray(1), 'x.npy')).toThrow('not a .npy file');
    expect(() => decodeNpy(bytes.with(6, 9), 'x.npy')).toThrow('version 9');
  });

  it('never fails in another way than by a CamscopeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(255), (tail, version) => {
        const bytes = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...tail);
        expect(() => decodeNpy(bytes, 'x.npy')).toThrow('x.npy');
      }),
    );
  });
});
