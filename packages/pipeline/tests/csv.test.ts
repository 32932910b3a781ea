import { expect, it } from 'vitest';
import { csvLine } from '../src/tables/csv.ts';

it('quotes what RFC 4180 demands, and nothing else', () => {
  expect(csvLine(['plain', 'a,b', 'say "so"', 'two\nlines', ' spaced ', 0.5, null, undefined])).toBe(
    'plain,"a,b","say ""so""","two\nlines", spaced ,0.5,,\n',
  );
});
