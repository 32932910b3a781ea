import Papa from 'papaparse';
import { meantBy } from './formula.ts';

/** One record of a CSV file, its fields as they were meant before `csvLine` made them neutral. */
export interface CsvRecord {
  /** From 1, empty lines not counted. */
  readonly number: number;
  readonly fields: readonly string[];
}

/** Is told of a record that is not sound, and why; the record is passed over. */
export type OnUnsound = (record: number, reason: string) => void;

/**
 * The records of a CSV file (RFC 4180), in pieces as they come. Memory depends on a piece and on the longest record, not on
 * the file.
 * @param unsound is told of records with a quote left open, or another number of fields than the first has, and of a last one
 *   that no line end ends, as where a disk was full. Without it the last is taken, and the others are errors.
 * @throws Error naming the record that is not sound.
 */
export async function* recordsIn(
  bytes: AsyncIterable<Uint8Array>,
  unsound?: OnUnsound,
): AsyncGenerator<CsvRecord> {
  const decoder = new TextDecoder();
  const reader = new RecordReader(unsound);
  let pending = '';
  for await (const piece of bytes) {
    pending += decoder.decode(piece, { stream: true });
    const end = wholeRecords(pending);
    if (end > 0) yield* reader.read(pending.slice(0, end));
    pending = pending.slice(end);
  }
  pending += decoder.decode();
  if (pending !== '') yield* reader.read(pending, !pending.endsWith('\n'));
}

/** Numbers records, and holds them to the width of the first. */
class RecordReader {
  readonly #unsound?: OnUnsound;
  #count = 0;
  #width: number | undefined;

  constructor(unsound?: OnUnsound) {
    this.#unsound = unsound;
  }

  *read(text: string, isCut = false): Generator<CsvRecord> {
    const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' });
    const broken = new Map(errors.map(({ row = 0, message }) => [row, message]));
    for (const [row, fields] of data.entries()) {
      if (fields.length === 1 && fields[0] === '' && !broken.has(row)) continue;
      const number = ++this.#count;
      const error = broken.get(row);
      if (error !== undefined) this.#refuse(number, `cannot be told from the rest: ${error}`);
      else if (fields.length !== (this.#width ?? fields.length))
        this.#refuse(number, `has ${fields.length} fields, and the first one ${this.#width}`);
      else if (isCut && this.#unsound && row === data.length - 1)
        this.#refuse(number, 'is cut off: no line end follows it');
      else {
        this.#width = fields.length;
        yield { number, fields: fields.map(meantBy) };
      }
    }
  }

  #refuse(record: number, reason: string): void {
    if (!this.#unsound) throw new Error(`record ${record} ${reason}`);
    this.#unsound(record, reason);
  }
}

/** Where the last whole record ends: at a line's end outside of quotes. */
function wholeRecords(text: string): number {
  let end = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) quoted = !quoted;
    else if (code === NEWLINE && !quoted) end = i + 1;
  }
  return end;
}

const QUOTE = 34;
const NEWLINE = 10;
