import { matrix, matrixRows, sentences } from '../../../packages/cli/src/list/matrix.ts';
import { code, escaped, tableOf } from '../markdown.ts';

/** What each method makes of each family on each provider, what the signs say, and the sentences of refusals. */
export function matrixSection(): string {
  const rows = matrixRows().map(([method, ...cells]) => [code(method), ...cells.map(code)]);
  const signs = Object.entries(matrix.legend).map(([sign, meaning]) => `- ${code(sign)}: ${meaning}`);
  const refused = sentences().map(([sentence, where]) => [escaped(sentence), where]);
  return [
    signs.join('\n'),
    tableOf(['method', ...matrix.families.map(code)], rows),
    ...(refused.length > 0 ? [tableOf(['refused with', 'by'], refused)] : []),
  ].join('\n\n');
}
