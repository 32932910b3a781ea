import { escapeLatex } from '../text/latex.ts';
import { letter, notesOf, type Cell, type Table } from './table.ts';

/** A table environment that needs the packages booktabs, amssymb, inputenc with utf8 and fontenc with T1. */
export function tableToLatex(table: Table): string {
  const notes = notesOf(table);
  const alignment = table.columns.map(({ kind }) => (kind === 'number' ? 'r' : 'l')).join('');
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  const body = table.groups.flatMap(({ title, rows }, i) => [
    ...(i > 0 ? ['\\midrule'] : []),
    ...(title === undefined
      ? []
      : [line([`\\multicolumn{${table.columns.length}}{l}{\\textit{${escapeLatex(title)}}}`])]),
    ...rows.flatMap((row) => rowLines(row, notes).map(line)),
  ]);
  return `${[
    '\\begin{table}',
    '\\centering',
    `\\caption{${escapeLatex(table.caption)}}`,
    `\\label{tab:${table.name}}`,
    `\\begin{tabular}{${alignment}}`,
    '\\toprule',
    line(table.columns.map(({ title }) => escapeLatex(title))),
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    ...notes.map((note, i) => `\\par\\footnotesize \\textsuperscript{${letter(i)}} ${escapeLatex(note)}`),
    '\\end{table}',
  ].join('\n')}\n`;
}

/** The row, and what stands below its numbers in a second one. */
function rowLines(row: readonly Cell[], notes: readonly string[]): string[][] {
  const first = row.map(({ text, strong, note }) => {
    const plain = strong ? `\\textbf{${escapeLatex(text)}}` : escapeLatex(text);
    return note === undefined ? plain : `${plain}\\textsuperscript{${letter(notes.indexOf(note))}}`;
  });
  if (row.every(({ small }) => small === undefined)) return [first];
  return [
    first,
    row.map(({ small }) => (small === undefined ? '' : `{\\scriptsize ${escapeLatex(small.join(', '))}}`)),
  ];
}
