import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCamscopeError } from '@camscope/core';
import { doubles, float, floats, identifier, int64s, integer, integers, text } from '../src/wire/decode.ts';
import { readFields, readInt64, readVarint } from '../src/wire/read.ts';
import { Writer } from '../src/wire/writer.ts';
import { joined, UNKNOWN } from './support/messages.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const only = (hex: string) => readFields(bytes(hex))[0];

describe('a varint', () => {
  it.each([
    ['00', 0n],
    ['7f', 127n],
    ['ac 02', 300n],
    ['80 80 80 80 10', 2n ** 32n],
    ['ff ff ff ff ff ff ff 0f', 2n ** 53n - 1n],
    ['81 80 80 80 80 80 80 10', 2n ** 53n + 1n],
    ['ff ff ff ff ff ff ff ff 7f', 2n ** 63n - 1n],
    ['80 80 80 80 80 80 80 80 80 01', -(2n ** 63n)],
    ['ff ff ff ff ff ff ff ff ff 01', -1n],
    ['80 00', 0n],
    ['81 80 80 80 80 80 80 80 80 00', 1n],
    ['ff ff ff ff ff ff ff ff ff 7f', -1n],
  ])('%s is %i', (hex, value) => {
    const cursor = { at: 0 };
    expect(readInt64(bytes(hex), cursor)).toBe(value);
    expect(cursor.at).toBe(bytes(hex).length);
    expect(readVarint(bytes(hex), { at: 0 })).toBe(Number(value));
  });

  it('holds every 64-bit integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const encoded = varintOf(value);
        expect(readInt64(encoded, { at: 0 })).toBe(value);
        const rounding = Number.isSafeInteger(Number(value)) ? 0 : Math.abs(Number(value)) * Number.EPSILON;
        expect(Math.abs(readVarint(encoded, { at: 0 }) - Number(value))).toBeLessThanOrEqual(rounding);
      }),
    );
  });

  it('is written as short as can be', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(new Writer().integer(1, value).finish()).toEqual(
          joined([bytes('08'), varintOf(BigInt(value))]),
        );
      }),
    );
  });

  it.each([2 ** 53, -Infinity, NaN, 0.5])('is not written for %d', (value) => {
    expect(() => new Writer().integer(1, value)).toThrow(`${value} cannot be written as an integer`);
  });
});

describe('fields', () => {
  it('are read by wire type, and their bytes kept', () => {
    const message = bytes(
      '08 96 01 | 12 03 61 62 63 | 1d 00 00 c0 3f | 21 00 00 00 00 00 00 f8 3f'.replaceAll('|', ''),
    );
    const [a, b, c, d] = readFields(message);
    expect([a, b, c, d].map((field) => [field.number, field.wire])).toEqual([
      [1, 0],
      [2, 2],
      [3, 5],
      [4, 1],
    ]);
    expect([integer(a), text(b), float(c), doubles(d)]).toEqual([150, 'abc', 1.5, [1.5]]);
    expect(joined([a, b, c, d].map((field) => field.raw))).toEqual(message);
  });

  it.each([
    ['08', 'a varint that runs past the end at byte 1'],
    ['08 ff ff', 'a varint that runs past the end at byte 1'],
    ['08 ff ff ff ff ff ff ff ff ff ff 01', 'a varint of more than ten bytes at byte 1'],
    ['12 04 61 62 63', 'a length of 4 where 3 bytes are left at byte 0'],
    ['08 01 12 ff ff ff ff 0f', 'a length of 4294967295 where 0 bytes are left at byte 2'],
    ['12 ff ff ff ff ff ff ff ff ff 01', 'a length of -1 where 0 bytes are left'],
    ['12 ff ff ff ff ff ff ff ff 7f', 'where 0 bytes are left'],
    ['0d 00 00 00', 'a length of 4 where 3 bytes are left'],
    ['09 00', 'a length of 8 where 1 bytes are left'],
    ['0b 0c', 'wire type 3'],
    ['0c', 'wire type 4'],
    ['0e', 'wire type 6'],
    ['0f', 'wire type 7'],
    ['00 00', 'field number 0'],
    ['80 80 80 80 10 00', 'field number 536870912'],
    ['ff ff ff ff ff ff ff ff ff 01', 'field number -1'],
  ])('%s are refused: %s', (hex, found) => {
    expect(() => readFields(bytes(hex))).toThrow(expect.objectContaining({ code: 'MODEL_MALFORMED' }));
    expect(() => readFields(bytes(hex))).toThrow(found);
  });

  it('keep the largest number that protobuf knows', () => {
    expect(only('f8 ff ff ff 0f 01').number).toBe(2 ** 29 - 1);
  });

  it('are at most 2^20, so that a file of nothing but tags cannot fill the memory', () => {
    const message = new Uint8Array(2 ** 21).fill(0x08);
    expect(readFields(message)).toHaveLength(2 ** 20);
    expect(() => readFields(joined([message, bytes('0808')]))).toThrow(
      'a message of more than 1048576 fields',
    );
  });

  it('come out as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 2 ** 29 - 1 }), VALUE)), (written) => {
        const writer = new Writer();
        for (const [number, value] of written) write(writer, number, value);
        const fields = readFields(writer.finish());
        expect(fields.map((field, i) => [field.number, readLike(written[i][1], field)])).toEqual(written);
        expect(writer.length).toBe(writer.finish().length);
        expect(joined(writer.chunks())).toEqual(writer.finish());
      }),
    );
  });

  it('of any bytes are either refused or kept to the last byte', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(8, 10, 13, 17, 0, 1, 2, 128, 255)), (numbers) => {
        const message = Uint8Array.from(numbers);
        try {
          expect(joined(readFields(message).map((field) => field.raw))).toEqual(message);
        } catch (error) {
          if (!isCamscopeError(error)) throw error;
          expect(error.code).toBe('MODEL_MALFORMED');
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('lists', () => {
  it('are packed or not', () => {
    expect(integers(only('0a 04 00 ac 02 05'))).toEqual([0, 300, 5]);
    expect(integers(only('08 ac 02'))).toEqual([300]);
    expect(floats(only('0a 08 00 00 80 3f 00 00 00 40'))).toEqual([1, 2]);
    expect(floats(only('0d 00 00 80 3f'))).toEqual([1]);
    expect(doubles(only('0a 08 00 00 00 00 00 00 f0 3f'))).toEqual([1]);
    expect(int64s(only('0a 09 ff ff ff ff ff ff ff ff 7f'))).toEqual([2n ** 63n - 1n]);
    expect(int64s(only('08 ff ff ff ff ff ff ff ff 7f'))).toEqual([2n ** 63n - 1n]);
  });

  it('are refused when they break off', () => {
    expect(() => floats(only('0a 05 00 00 80 3f 00'))).toThrow('5 bytes of 4-byte numbers');
    expect(() => doubles(only('0a 04 00 00 80 3f'))).toThrow('4 bytes of 8-byte numbers');
    expect(() => integers(only('0a 01 80'))).toThrow('a varint that runs past the end');
  });

  it('are refused with another wire type', () => {
    expect(() => integers(only('0d 00 00 80 3f'))).toThrow('field 1 with wire type 5 in place of 2');
    expect(() => text(only('08 01'))).toThrow('field 1 with wire type 0 in place of 2');
    expect(() => integer(only('0a 01 01'))).toThrow('field 1 with wire type 2 in place of 0');
  });
});

describe('text', () => {
  it('keeps a byte order mark, which is part of a name', () => {
    expect(identifier(only('0a 04 ef bb bf 78'))).toBe('\uFEFFx');
    expect(text(only('0a 04 ef bb bf 78'))).toBe('\uFEFFx');
  });

  it('that is not UTF-8 is refused as a name, since two names could become one', () => {
    expect(() => identifier(only('0a 02 c3 28'))).toThrow('text that cannot be read in field 1');
    expect(text(only('0a 02 c3 28'))).toBe('\uFFFD(');
  });
});

it('the unknown fields that other tests inject are of every wire type', () => {
  expect(readFields(UNKNOWN).map((field) => field.wire)).toEqual([2, 0, 5, 1, 0]);
});

type Value = { integer: number } | { float: number } | { text: string } | { list: number[] };

const VALUE: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ integer: fc.maxSafeInteger() }),
  fc.record({ float: fc.float({ noNaN: true }) }),
  fc.record({ text: fc.string({ unit: 'binary' }) }),
  fc.record({ list: fc.array(fc.maxSafeInteger(), { minLength: 1 }) }),
);

function write(writer: Writer, number: number, value: Value): void {
  if ('integer' in value) writer.integer(number, value.integer);
  else if ('float' in value) writer.float(number, value.float);
  else if ('text' in value) writer.text(number, value.text);
  else writer.integers(number, value.list);
}

function readLike(value: Value, field: ReturnType<typeof only>): Value {
  if ('integer' in value) return { integer: integer(field) };
  if ('float' in value) return { float: float(field) };
  if ('text' in value) return { text: identifier(field) };
  return { list: integers(field) };
}

/** An independent encoder. */
function varintOf(value: bigint): Uint8Array {
  const bits = BigInt.asUintN(64, value).toString(2);
  const groups = bits
    .padStart(Math.ceil(bits.length / 7) * 7, '0')
    .match(/.{7}/g)!
    .reverse();
  return Uint8Array.from(groups, (group, i) => parseInt(group, 2) | (i < groups.length - 1 ? 0x80 : 0));
}
