import { optionsInWords, valueInWords } from '@camscope/core';
import { expect, test } from 'vitest';
import { z } from 'zod';

const wordsOf = (option: z.ZodType) => {
  const [{ values }] = optionsInWords(z.strictObject({ option }), (literal) => `'${literal}'`);
  return values;
};

test.each([
  [z.boolean(), "'true', 'false'"],
  [z.enum(['near', 'far']), "'near', 'far'"],
  [z.literal([4, 8]), "'4', '8'"],
  [z.union([z.literal('auto'), z.int().min(1)]), "'auto', or whole number, 1 or more"],
  [z.int(), 'whole number'],
  [z.int().min(1).max(5), 'whole number, 1 to 5'],
  [z.number().gt(0).max(1e-4), 'number, above 0, 1e-4 or less'],
  [z.number().min(0).lt(1), 'number, 0 or more, below 1'],
  [z.string(), 'text'],
  [z.array(z.number()), 'list of: number'],
  [z.tuple([z.number(), z.number()]), 'list of 2: number'],
  [z.tuple([z.int(), z.string()]), 'list of 2: whole number; text'],
  [z.record(z.string(), z.number()), 'by name: number'],
  [z.strictObject({ a: z.number(), b: z.string(), c: z.number() }), "{ 'a', 'c': number; 'b': text }"],
])('values of an option are told in words: %#', (option, words) => {
  expect(wordsOf(option)).toBe(words);
});

test('an option is required, has a default, or neither', () => {
  const options = z.strictObject({
    file: z.string().describe('Where it is'),
    sigma: z.number().default(2),
    parts: z.strictObject({ left: z.number().default(0.5) }).prefault({}),
    list: z.string().optional(),
  });
  expect(optionsInWords(options)).toMatchObject([
    { name: 'file', required: true, initial: undefined, description: 'Where it is' },
    { name: 'sigma', required: false, initial: 2, description: '' },
    { name: 'parts', required: false, initial: { left: 0.5 } },
    { name: 'list', required: false, initial: undefined },
  ]);
});

test.each([
  [[0.1, 0.25], '[0.1, 0.25]'],
  [{ left: 1, right: 'no' }, '{ left: 1, right: no }'],
  [{}, '{}'],
  [10_000_000, '1e7'],
  [4_294_967_295, '4294967295'],
  [0.00001, '1e-5'],
  [-0.001, '-0.001'],
])('a value is told as it is written: %j', (value, words) => {
  expect(valueInWords(value)).toBe(words);
});
