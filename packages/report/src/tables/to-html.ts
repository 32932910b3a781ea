import { filesOf } from '../html/figure.ts';
import { markup, type Content, type Markup } from '../text/markup.ts';
import { clip } from '../text/clip.ts';
import { letter, notesOf, type Cell, type Table } from './table.ts';

/** A table with its caption and footnotes; wide ones scroll within themselves. */
export function tableToHtml(table: Table, number: number): Markup {
  const notes = notesOf(table);
  const cell = (content: Cell, column: number) => {
    const inner = cellContent(content, notes);
    if (column === 0) return markup`<th scope="row">${inner}</th>`;
    return markup`<td${table.columns[column].kind === 'number' && markup` class="n"`}>${inner}</td>`;
  };
  const head = table.columns.map(
    ({ title, kind }) =>
      markup`<th scope="col"${kind === 'number' && markup` class="n"`}${tip(title)}>${clip(title)}</th>`,
  );
  const bodies = table.groups.map(
    ({ title, rows }) =>
      markup`<tbody>${
        title !== undefined &&
        markup`<tr class="group"><th scope="rowgroup" colspan="${table.columns.length}">${title}</th></tr>`
      }${rows.map((row) => markup`<tr>${row.map(cell)}</tr>`)}</tbody>`,
  );
  return markup`<div class="table" id="table-${table.name}">
<div class="scroll" tabindex="0" role="region" aria-label="${table.caption}"><table>
<caption><div><b>Table ${number}. ${table.caption}.</b>${table.remark !== undefined && [' ', table.remark]} ${filesOf(`tables/${table.name}`, ['csv', 'tex'])}</div></caption>
<thead><tr>${head}</tr></thead>
${bodies}
</table></div>${
    notes.length > 0 &&
    markup`<ul class="notes">${notes.map((note, i) => markup`<li><sup>${letter(i)}</sup> ${note}</li>`)}</ul>`
  }</div>
`;
}

/** Tells in full what was shortened. */
function tip(text: string): Content {
  return clip(text) !== text && markup` title="${text}"`;
}

function cellContent({ text, small = [], strong, note }: Cell, notes: readonly string[]): Content {
  return [
    strong ? markup`<strong>${text}</strong>` : text,
    note !== undefined && markup`<sup title="${note}">${letter(notes.indexOf(note))}</sup>`,
    small.map((line) => markup`<small>${line}</small>`),
  ];
}
