import fc from 'fast-check';
import { isCamscopeError } from '@camscope/core';
import { readFields, type Field } from '../../src/wire/read.ts';
import { Writer } from '../../src/wire/writer.ts';
import { joined } from './messages.ts';

type Mutation = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (bytes: Uint8Array, where: number) => Math.floor(where * bytes.length);

/** Bits turned over, as by a bad disk. */
const flip = fc
  .array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 8 })
  .map((flips): Mutation => (bytes) => {
    const copy = bytes.slice();
    for (const [where, bit] of flips) copy[at(copy, where)] ^= 1 << bit;
    return copy;
  });

/** The end missing, as by a broken download. */
const truncate = place.map(
  (where): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(bytes, where)),
);

/** A stretch overwritten, moved, or left out. */
const splice = fc.tuple(place, place, place, fc.nat(40)).map(([from, to, into, gap]): Mutation => (bytes) => {
  const [start, end] = [at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to))];
  const rest = joined([bytes.subarray(0, start), bytes.subarray(start + gap)]);
  return joined([
    rest.subarray(0, at(rest, into)),
    bytes.subarray(start, end),
    rest.subarray(at(rest, into)),
  ]);
});

/** A number that means more than the file holds, where there was a length, a size or an offset. */
const inflate = fc
  .tuple(
    place,
    fc.constantFrom(
      [0x7f],
      [0xff, 0x7f],
      [0xff, 0xff, 0xff, 0xff, 0x0f],
      [...Array(9).fill(0xff), 0x01],
      [0x80, 0x80],
    ),
  )
  .map(([where, varint]): Mutation => (bytes) => {
    const start = at(bytes, where);
    return joined([bytes.subarray(0, start), Uint8Array.from(varint), bytes.subarray(start + 1)]);
  });

/** Anything at all. */
const replace = fc.uint8Array({ maxLength: 200 }).map(
  (random): Mutation =>
    () =>
      random,
);

/** One field somewhere in the tree of messages doubled, dropped, renumbered or filled with something else. */
const restructure = fc
  .tuple(
    fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    fc.constantFrom('double', 'drop', 'renumber', 'refill'),
    fc.nat(30),
    fc.uint8Array(),
  )
  .map(([choices, how, number, filling]): Mutation => (bytes) => {
    const change = (field: Field): Uint8Array => {
      if (how === 'double') return joined([field.raw, field.raw]);
      if (how === 'drop') return new Uint8Array(0);
      if (how === 'renumber') return new Writer().bytes(number + 1, field.payload).finish();
      return new Writer().bytes(field.number, filling).finish();
    };
    return changed(bytes, choices, change);
  });

/** What happens to files by accident and by design, several times over. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(restructure, restructure, flip, inflate, splice, truncate, replace), {
    minLength: 1,
    maxLength: 3,
  })
  .map((mutations) => (bytes) => mutations.reduce((changing, mutate) => mutate(changing), bytes));

/** Walks down the messages by `choices`, as far as they are messages, and changes a field there. */
function changed(
  bytes: Uint8Array,
  [choice, ...choices]: readonly number[],
  change: (field: Field) => Uint8Array,
): Uint8Array {
  const fields = fieldsOf(bytes);
  if (fields.length === 0) return bytes;
  const chosen = fields[choice % fields.length];
  const deeper =
    chosen.wire === 2 && choices.length > 0 && choice % 5 > 0 && fieldsOf(chosen.payload).length > 0;
  const rewritten = deeper
    ? new Writer().bytes(chosen.number, changed(chosen.payload, choices, change)).finish()
    : change(chosen);
  return joined(fields.map((field) => (field === chosen ? rewritten : field.raw)));
}

function fieldsOf(bytes: Uint8Array): Field[] {
  try {
    return readFields(bytes);
  } catch (error) {
    if (isCamscopeError(error)) return [];
    throw error;
  }
}
