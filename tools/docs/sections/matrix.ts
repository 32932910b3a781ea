import { matrix, matrixRows, sentences } from '@camscope/cli';
import { valueInWords } from '@camscope/core';
import { askedFor } from '../../matrix/methods.ts';
import { NETWORKS } from '../../matrix/networks.ts';
import { isUndecided } from '../../matrix/references.ts';
import { code, escaped, tableOf } from '../markdown.ts';

/** Why there is nothing to hold a map to. */
const WHY = {
  undecided: 'rounding to float32 decides the map of this image, and float64 gives another',
  without: 'no implementation in float64 whose rules are of all operators of the network',
} as const;

/** What each method makes of each family on each provider, what the signs say, what is held to nothing, refusals, and what is asked for. */
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
    'What the CPU makes of these is held to nothing (`+`):',
    tableOf(['method', 'on', 'why'], unheld()),
    'Refusals (`-`):',
    tableOf(['sentence', 'of', 'on'], refused),
    'All signs of a row are of one setting: what is asked of the method is its defaults, but for these.',
    tableOf(['method', 'asked'], asked),
  ].join('\n\n');
}

/** Methods whose maps on the CPU have no reference, on which families, and why. */
function unheld(): string[][] {
  return Object.entries(matrix.cells).flatMap(([id, row]) => {
    const families = matrix.families.filter((family) => row[family].startsWith('+'));
    const isRounding = (family: string) => isUndecided(NETWORKS[family].fixture, id);
    const rows = [
      [code(id), families.filter(isRounding).join(', '), WHY.undecided],
      [code(id), families.filter((family) => !isRounding(family)).join(', '), WHY.without],
    ];
    return rows.filter(([, on]) => on !== '');
  });
}
