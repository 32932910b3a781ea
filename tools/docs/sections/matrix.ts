import { matrix, matrixRows, sentences } from '@camscope/cli';
import { code, escaped, tableOf } from '../markdown.ts';

/** What each method makes of each family on each provider, what the signs say, and the sentences of refusals. */
export function matrixSection(): string {
  const rows = matrixRows().map(([method, ...cells]) => [code(method), ...cells.map(code)]);
  const signs = Object.entries(matrix.legend).map(([sign, meaning]) => `- ${code(sign)}: ${meaning}`);
  const refused = sentences().map(([sentence, methods, on]) => [escaped(sentence), methods, on]);
  return [
    signs.join('\n'),
    tableOf(['method', ...matrix.families.map(code)], rows),
    ...(refused.length > 0 ? [tableOf(['sentence', 'of', 'on'], refused)] : []),
  ].join('\n\n');
}
