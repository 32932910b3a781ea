import Papa from 'papaparse';

/**
 * The records of a CSV file (RFC 4180), in pieces as they come. Memory depends on a piece and on the longest record, not on
 * the file.
 * @throws Error naming the record that is not sound: a quote left open, or another number of fields than the first has.
 */
export async function* recordsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let pending = '';
  let count = 0;
  let width: number | undefined;
  function* sound(text: string): Generator<readonly string[]> {
    for (const record of parsed(text, count)) {
      count++;
      width ??= record.length;
      if (record.length !== width)
        throw new Error(`record ${count} has ${record.length} fields, and the first one ${width}`);
      yield record;
    }
  }
  for await (const piece of bytes) {
    pending += decoder.decode(piece, { stream: true });
    const end = wholeRecords(pending);
    if (end > 0) yield* sound(pending.slice(0, end));
    pending = pending.slice(end);
  }
  pending += decoder.decode();
  if (pending !== '') yield* sound(pending);
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

function parsed(text: string, before: number): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true });
  const [error] = errors;
  if (error) throw new Error(`record ${before + 1 + (error.row ?? 0)}: ${error.message}`);
  return data;
}
