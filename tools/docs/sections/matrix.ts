import { matrix, matrixRows, sentences } from '@camscope/cli';
import { valueInWords } from '@camscope/core';
import { askedFor } from '../../matrix/methods.ts';
import { code, escaped, tableOf } from '../markdown.ts';

/** What each method makes of each family on each provider, what the signs say, the sentences of refusals, and what is asked for. */
export function matrixSection(): string {
  const rows = matrixRows().map(([method, ...cells]) => [code(method), ...cells.map(code)]);
  const signs = Object.entries(matrix.legend).map(([sign, meaning]) => `- ${code(sign)}: ${meaning}`);
  const refused = sentences().map(([sentence, methods, on]) => [escaped(sentence), methods, on]);
  const asked = Object.keys(matrix.cells).flatMap((id) => {
    const { of, options = {}, atTwoLayers } = askedFor(id);
    const given = Object.entries({ ...(of && { of }), ...options });
    const words = given.map(([name, value]) => code(`${name}: ${valueInWords(value)}`));
    return given.length > 0
      ? [[code(id), [...words, ...(atTwoLayers ? ['at two layers'] : [])].join(', ')]]
      : [];
  });
  return [
    signs.join('\n'),
    tableOf(['method', ...matrix.families.map(code)], rows),
    ...(refused.length > 0 ? [tableOf(['sentence', 'of', 'on'], refused)] : []),
    'What is asked of methods, where it is not their defaults:',
    tableOf(['method', 'asked'], asked),
  ].join('\n\n');
}
