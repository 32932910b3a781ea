import { expect, it } from 'vitest';
import { csvLine } from '../src/tables/csv.ts';
import { meantBy, neutral } from '../src/tables/formula.ts';

it('quotes what RFC 4180 demands, and nothing else', () => {
  expect(csvLine(['plain', 'a,b', 'say "so"', 'two\nlines', ' spaced ', 0.5, null, undefined])).toBe(
    'plain,"a,b","say ""so""","two\nlines", spaced ,0.5,,\n',
  );
});

it('gives no formula to a spreadsheet, and numbers as they are', () => {
  expect(csvLine(['=1+1', '+a', '-b.png', '@c', "'=d", -0.5, 'a=b'])).toBe(
    "'=1+1,'+a,'-b.png,'@c,''=d,-0.5,a=b\n",
  );
});

it.each(['=1+1', "'=1+1", "''-x", "'quoted'", "'", '', '\ttab', 'plain'])(
  '%j is read as it was meant',
  (text) => {
    expect(meantBy(neutral(text))).toBe(text);
  },
);
