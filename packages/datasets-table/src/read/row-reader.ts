import { type Box, CamscopeError } from '@camscope/core';
import { boxOfSides, countOf, PassedOver, type Row, type Vocabulary } from '@camscope/datasets-common';
import type { ColumnMap } from '../columns/usual.ts';
import type { TableOptions } from '../options.ts';
import { labelsIn, valueOf } from './cells.ts';
import { readFacts } from './facts.ts';
import type { ImageIndex } from './image-index.ts';

/** Shares that leave the image by more than its size are none. */
const MOST = 2;

/** Reads what the rows of a table of findings say of their images. */
export class RowReader {
  readonly #columns: ColumnMap;
  readonly #options: TableOptions;
  readonly #vocabulary: Vocabulary;
  readonly #unboxed = new PassedOver();
  #boxes = 0;
  #greatest = 0;

  constructor(columns: ColumnMap, options: TableOptions, vocabulary: Vocabulary) {
    this.#columns = columns;
    this.#options = options;
    this.#vocabulary = vocabulary;
  }

  /** @throws CamscopeError DATA_INVALID naming file and line. */
  read(row: Row, index: ImageIndex): void {
    const { image: imageColumn, value: valueColumn, reader: readerColumn } = this.#columns;
    const image = index.of(row.required(imageColumn!));
    readFacts(row, this.#columns, image);
    const labels = this.#labelsOf(row);
    const value = valueColumn === undefined ? 1 : valueOf(row, valueColumn);
    const box = this.#boxOf(row);
    if (box && labels.length === 0) throw row.wrong('a label of the box', 'none');
    if (box && value === 0) throw row.wrong('a finding that is there, where a box is', 'the value 0');
    const reader = readerColumn && row.text(readerColumn).normalize('NFC');
    for (const label of labels) {
      if (this.#vocabulary.meansNothing(label)) {
        if (value === 1) image.stateNothing();
        if (box) this.#unboxed.add(label);
      } else if (box) image.addBox(label, box, reader);
      const stated = value ?? (box && 1);
      if (stated !== undefined) image.state(label, stated);
    }
  }

  /**
   * What was passed over.
   * @throws CamscopeError DATA_INVALID where all boxes lie in one pixel.
   */
  notes(path: string): string[] {
    if (this.#options.unit === 'pixels' && this.#boxes > 0 && this.#greatest <= 1) {
      throw new CamscopeError('DATA_INVALID', 'Boxes are not in pixels', {
        at: path,
        asked: 'unit: pixels',
        found: `${countOf(this.#boxes, 'box')}, and no number above 1`,
        fix: 'Set unit: shares, if boxes are shares of the width and height of the image',
      });
    }
    return [...this.#unboxed.notes(path, 'there is no box of nothing'), ...this.#joinedNotes(path)];
  }

  #joinedNotes(path: string): string[] {
    const joined = ['|', ';'].find((mark) => this.#vocabulary.labels.some((label) => label.includes(mark)));
    if (joined === undefined || this.#options.separator !== undefined) return [];
    return [`${path}: labels hold '${joined}'; where it stands between several, set separator: '${joined}'`];
  }

  #labelsOf(row: Row): string[] {
    const { label, separator } = this.#options;
    const column = this.#columns.label;
    const names = column === undefined ? [label!] : labelsIn(row.text(column), separator);
    return names.map((name) => this.#vocabulary.add(name));
  }

  #boxOf(row: Row): Box | undefined {
    const { x, y, w, h, xMin, yMin, xMax, yMax } = this.#columns;
    const columns = [x ?? xMin, y ?? yMin, w ?? xMax, h ?? yMax].filter((column) => column !== undefined);
    if (columns.every((column) => row.isEmpty(column))) return undefined;
    const [left, top, third, fourth] = columns.map((column) => this.#numberOf(row, column));
    const box =
      x === undefined ? { x0: left, y0: top, x1: third, y1: fourth } : boxOfSides(left, top, third, fourth);
    this.#boxes++;
    if (box.x0 < box.x1 && box.y0 < box.y1) return box;
    throw row.wrong(
      'a box with an area',
      columns.map((column) => `${column} ${row.text(column)}`).join(', '),
    );
  }

  #numberOf(row: Row, column: string): number {
    const number = row.number(column);
    if (this.#options.unit === 'shares' && Math.abs(number) > MOST)
      throw row.wrong(`a share from 0 to 1 under '${column}', or unit: pixels`, `${number}`);
    this.#greatest = Math.max(this.#greatest, Math.abs(number));
    return number;
  }
}
