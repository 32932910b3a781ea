import { CamscopeError } from '@camscope/core';
import { noteOf, type Problems, type Row, type Table, type Vocabulary } from '@camscope/datasets-common';
import { columnsInWords, findRoles } from '../columns/find.ts';
import type { ColumnMap } from '../columns/usual.ts';
import type { TableOptions } from '../options.ts';
import { isValue, labelsIn, valueOf } from './cells.ts';
import { readFacts } from './facts.ts';
import type { ImageIndex } from './image-index.ts';

/** How the table names labels: a column for each, or one of all that are present. */
type Layout = { readonly wide: readonly string[] } | { readonly joined: string };

/** What is filled in. */
interface Filled {
  readonly vocabulary: Vocabulary;
  readonly index: ImageIndex;
  readonly problems: Problems;
}

/**
 * Adds the labels of whole images.
 * @returns notes.
 * @throws CamscopeError DATA_INVALID naming file and line.
 */
export async function readLabels(
  table: Table,
  options: TableOptions,
  { vocabulary, index, problems }: Filled,
): Promise<string[]> {
  const { names: header, path } = table.columns;
  const search = { header, path, ignore: options.ignore };
  const facts = findRoles(search, ['image', 'patient', 'split']);
  if (facts.image === undefined) throw noColumn(table, 'the image', facts);
  const imageColumn = facts.image;
  const layout = await layoutOf(table, options, facts);
  const boxed = new Set([...index.images].filter(({ isAnnotated }) => isAnnotated));
  for await (const row of table.rows()) problems.attempt(() => read(row));
  const labels =
    'wide' in layout
      ? `labels from ${layout.wide.join(', ')}`
      : `label from '${layout.joined}', which names all that are present`;
  return [
    `${path}: read ${columnsInWords(facts)}, ${labels}`,
    ...noteOf(
      [...boxed].map(({ id }) => id),
      `annotated but not in ${path}, so that findings without an annotation are not known by it`,
    ),
  ];

  function read(row: Row): void {
    const image = index.alsoCalled(row.required(imageColumn));
    boxed.delete(image);
    readFacts(row, facts, image);
    if ('joined' in layout) {
      const names = labelsIn(row.required(layout.joined), options.separator ?? '|');
      for (const name of names) state(name, 1);
      image.complete();
    } else
      for (const column of layout.wide) {
        const value = valueOf(row, column);
        if (value !== undefined) state(column, value);
      }

    function state(name: string, value: -1 | 0 | 1): void {
      const label = vocabulary.add(name);
      image.state(label, value);
      if (value === 1 && vocabulary.meansNothing(label)) image.stateNothing();
    }
  }
}

async function layoutOf(
  table: Table,
  { labelColumns, ignore }: TableOptions,
  facts: ColumnMap,
): Promise<Layout> {
  if (labelColumns !== undefined) {
    for (const column of labelColumns) table.columns.placeOf(column);
    return { wide: labelColumns };
  }
  const { names: header, path } = table.columns;
  const { label } = findRoles({ header, path, given: facts, ignore }, ['label']);
  if (label !== undefined) return { joined: label };
  const passed = [...Object.values(facts), ...ignore];
  let left = header.filter((name) => name !== '' && !passed.includes(name));
  const filled = new Set<string>();
  for await (const row of table.rows()) {
    left = left.filter((name) => isValue(row.text(name)));
    for (const name of left) if (!row.isEmpty(name)) filled.add(name);
  }
  const wide = left.filter((name) => filled.has(name));
  if (wide.length === 0) throw noColumn(table, 'a label', facts);
  return { wide };
}

function noColumn({ columns }: Table, what: string, facts: ColumnMap): CamscopeError {
  const known = Object.values(facts);
  return new CamscopeError('DATA_INVALID', `No column of the labels tells ${what}`, {
    at: `${columns.path}:1`,
    asked:
      "A row for each image, with a column for each label that holds 1, 0, −1 or nothing, or one called 'labels'",
    found: columns.names
      .filter((name) => !known.includes(name))
      .join(', ')
      .slice(0, 200),
    fix: "Call columns by their usual names, or name those of labels in 'labelColumns'",
  });
}
