import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64 } from '../src/text/base64.ts';
import { escapeLatex } from '../src/text/latex.ts';
import { join, markup, trusted } from '../src/text/markup.ts';
import { count, decimalsFor, fixed, percent, pValue } from '../src/text/numbers.ts';
import { slug } from '../src/text/slug.ts';
import { visible } from '../src/text/visible.ts';

describe('markup', () => {
  test('escapes text and keeps markup', () => {
    const name = `<b a="1" c='2'>&\``;
    expect(markup`<p title="${name}">${markup`<i>${1}</i>`}${false}${null}${['x', '<']}</p>`.toString()).toBe(
      '<p title="&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;&#96;"><i>1</i>x&#60;</p>',
    );
    expect(join([trusted('<br>'), '&'], ' ').toString()).toBe('<br> &#38;');
  });

  test('any text leaves no character that opens or closes anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(markup`${text}`.toString().replace(/&#\d+;/g, '')).not.toMatch(/[<>"'`&]/);
      }),
    );
  });

  test('what is unseen or turns the direction of text is shown as such', () => {
    expect(visible('a\u202egnp.exe\u0000\ud800b\nc')).toBe('a\ufffdgnp.exe\ufffd\ufffdb c');
    expect(visible('肺炎 é 🫁')).toBe('肺炎 é 🫁');
  });
});

test('LaTeX: nothing of a label is a command', () => {
  expect(escapeLatex('\\input{a} $x^2$ 50% #1 a_b ~ & [t] <b>|"')).toBe(
    '\\textbackslash{}input\\{a\\} \\$x\\textasciicircum{}2\\$ 50\\% \\#1 a\\_b \\textasciitilde{} \\& {[}t{]} \\textless{}b\\textgreater{}\\textbar{}\\textquotedbl{}',
  );
  expect(escapeLatex('−0.1 – 0.2')).toBe('$-$0.1 -- 0.2');
});

describe('numbers', () => {
  test('three significant digits of the largest value of a column', () => {
    expect([1, 0.64, 0.05, 9.99, 10, 150, 2000, 0].map(decimalsFor)).toEqual([3, 3, 4, 2, 2, 0, 0, 3]);
  });

  test('a true minus, no negative zero, a dash for nothing', () => {
    expect([0.2131, -0.5, -0.0001, null, NaN].map((value) => fixed(value, 3))).toEqual([
      ...['0.213', '−0.500', '0.000', '–', '–'],
    ]);
    expect([0.0004, 0.0321].map(pValue)).toEqual(['p < 0.001', 'p = 0.032']);
    expect([999, 1234567].map(count)).toEqual(['999', '1\u202f234\u202f567']);
    expect([0, 0.0035, 0.0218, 0.5, 1].map(percent)).toEqual(['0%', '0.35%', '2.18%', '50.0%', '100%']);
  });
});

test('base64 is that of RFC 4648, whatever the length', () => {
  const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
  expect(texts.map((text) => base64(new TextEncoder().encode(text)))).toEqual([
    ...['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'],
  ]);
  const long = Uint8Array.from({ length: 100_001 }, (_, i) => i % 251);
  expect(Uint8Array.from(atob(base64(long)), (letter) => letter.charCodeAt(0))).toEqual(long);
});

test('slugs are file names', () => {
  expect(['Grad-CAM++', 'Épaule', '../../etc/passwd', '肺炎', ''].map(slug)).toEqual([
    ...['grad-cam', 'epaule', 'etc-passwd', 'unnamed', 'unnamed'],
  ]);
});
