import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../src/tables/csv.ts';
import { recordsIn } from '../src/tables/records.ts';

/** The bytes of a text, so many at a time. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function read(text: string, size = 7): Promise<(readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const { fields } of recordsIn(pieces(text, size))) all.push(fields);
  return all;
}

describe('records', () => {
  it('come back as they were written, wherever the pieces end', async () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('a"b', ',', 'two\nlines', 'é\u{1F600}', '"'));
    // A first column with text: a record of one empty field is an empty line.
    const rows = fc.array(fc.tuple(fc.constantFrom('x', '"'), field, field), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (records, size) => {
        expect(await read(records.map((record) => csvLine(record)).join(''), size)).toEqual(records);
      }),
    );
  });

  it('may lack the last line end, and end with that of Windows', async () => {
    expect(await read('a,b\r\n1,2\r\n3,"4"')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    ['a,b\n1,2\n3\n', 'record 3 has 1 fields, and the first one 2'],
    ['a,b\n1,"2\n3,4\n', 'record 2 cannot be told from the rest: Quoted field unterminated'],
  ])('that are not sound are named: %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
