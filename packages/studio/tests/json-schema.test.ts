import { expect, test } from 'vitest';
import { rangeInWords } from '../src/parts/json-schema.ts';
import { en } from '../src/texts/en.ts';
import { es } from '../src/texts/es.ts';

test.each([
  [{ minimum: 0, maximum: 1 }, '0 to 1'],
  [{ minimum: 2, maximum: Number.MAX_SAFE_INTEGER }, 'at least 2'],
  [{ exclusiveMinimum: 0, maximum: 0.5 }, 'above 0, at most 0.5'],
  [{ exclusiveMaximum: 5000 }, 'below 5,000'],
  [{ minimum: Number.MIN_SAFE_INTEGER }, ''],
])('%o is %s', (schema, words) => {
  expect(rangeInWords(schema, en)).toBe(words);
});

test('numbers are of the language', () => {
  expect(rangeInWords({ minimum: 0, maximum: 0.5 }, es)).toBe('de 0 a 0,5');
});
