import { CamscopeError, messageOf, type Sample } from '@camscope/core';
import { parse } from 'csv-parse/sync';
import { labelOf } from '../tasks.ts';

type Label = Sample['labels'][string];

/** How cells of CheXpert become labels. */
export interface LabelPolicy {
  /** Of −1. */
  readonly uncertain: 'ignore' | 'zeros' | 'ones';
  /** Of an empty cell. */
  readonly blank: 'ignore' | 'zeros';
}

/**
 * Labels by image id (`patientN_studyM_viewK_frontal`) from a CheXpert CSV, whatever the prefix of its paths.
 * @param name shown in errors.
 * @throws CamscopeError DATA_INVALID naming file and line.
 */
export function parseLabels(text: string, name: string, policy: LabelPolicy): Map<string, Sample['labels']> {
  const [header, ...rows] = parseRows(text, name);
  const pathColumn = header?.cells.indexOf('Path') ?? -1;
  const columns = (header?.cells ?? []).flatMap((cell, i) => {
    const label = labelOf(cell);
    return label === undefined ? [] : [{ label, i }];
  });
  if (pathColumn < 0 || columns.length === 0) {
    throw new CamscopeError('DATA_INVALID', 'Not a label file of CheXpert', {
      at: `${name}:1`,
      asked: 'A header with Path and findings, such as Path,…,Cardiomegaly,Lung Opacity,…',
      found: header?.cells.join(',').slice(0, 120) ?? 'An empty file',
    });
  }
  const images = new Map<string, Sample['labels']>();
  for (const { cells, at } of rows) {
    const id = idOf(cells[pathColumn]);
    if (id === undefined) throw wrong(at, 'a path …/patientN/studyM/viewK_frontal.jpg', cells[pathColumn]);
    if (images.has(id)) throw wrong(at, 'one row an image', `A second row of ${id}`);
    const labels: Record<string, Label> = {};
    for (const { label, i } of columns) {
      const value = valueOf(cells[i], policy, at);
      if (value !== undefined) labels[label] = value;
    }
    images.set(id, labels);
  }
  return images;
}

/** The image's id in CheXlocalize, by the last three parts of its path. */
function idOf(path: string): string | undefined {
  const [, ...parts] = /(patient\d+)\/(study\d+)\/(view\w+)\.\w+$/.exec(path) ?? [];
  return parts.length === 3 ? parts.join('_') : undefined;
}

function valueOf(cell: string, { uncertain, blank }: LabelPolicy, at: string): Label | undefined {
  if (cell === '') return blank === 'zeros' ? 0 : undefined;
  const value = Number(cell);
  if (value === 0 || value === 1) return value;
  if (value !== -1) throw wrong(at, '1, 0, −1 or nothing', cell);
  if (uncertain === 'ignore') return -1;
  return uncertain === 'zeros' ? 0 : 1;
}

function parseRows(text: string, name: string): { readonly cells: readonly string[]; readonly at: string }[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ cells: record, at: `${name}:${info.lines}` }));
  } catch (cause) {
    const { lines } = cause as { lines?: number };
    throw new CamscopeError('DATA_INVALID', 'Not a CSV file', {
      at: lines === undefined ? name : `${name}:${lines}`,
      found: messageOf(cause),
      cause,
    });
  }
}

function wrong(at: string, asked: string, found: string): CamscopeError {
  return new CamscopeError('DATA_INVALID', 'Not a row of a CheXpert label file', { at, asked, found });
}
