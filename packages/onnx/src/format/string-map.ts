import { text } from '../wire/decode.ts';
import { readFields } from '../wire/read.ts';
import { Writer } from '../wire/writer.ts';

/** StringStringEntryProto messages as a map; the last of equal keys wins. */
export function readStringMap(entries: readonly Uint8Array[]): Map<string, string> {
  return new Map(entries.map(readStringEntry));
}

export function readStringEntry(bytes: Uint8Array): [key: string, value: string] {
  let key = '';
  let value = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) key = text(field);
    else if (field.number === 2) value = text(field);
  }
  return [key, value];
}

export function writeStringEntry(key: string, value: string): Writer {
  return new Writer().text(1, key).text(2, value);
}
