import type { DataSet } from 'dicom-parser';

/** A DICOM lookup table (PS3.3 C.11.1.1 and C.11.2.1.1). */
export interface LookupTable {
  /** The input that the first value belongs to; inputs beyond either end take the value at that end. */
  readonly first: number;
  readonly values: Float64Array;
  /** Bits of each value: white is 2^bits − 1. */
  readonly bits: number;
}

/**
 * The table in the first item of a sequence; undefined when there is none.
 * @param signed whether inputs may be negative, for files that do not say how `first` is stored.
 * @throws Error when the item is incomplete.
 */
export function readLookupTable(
  dataSet: DataSet,
  sequence: string,
  signed: boolean,
): LookupTable | undefined {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  if (!item) return undefined;
  const descriptor = item.elements['x00283002'];
  const data = item.elements['x00283006'];
  const count = item.uint16('x00283002', 0) || 2 ** 16;
  const bits = item.uint16('x00283002', 2);
  if (!descriptor || !data || !bits || bits > 16)
    throw new Error('a lookup table without descriptor or data');
  const isSigned = descriptor.vr === undefined ? signed : descriptor.vr === 'SS';
  const first = (isSigned ? item.int16('x00283002', 1) : item.uint16('x00283002', 1)) ?? 0;
  const inBytes = bits <= 8 && data.length < 2 * count;
  if (data.length < (inBytes ? count : 2 * count))
    throw new Error(`a lookup table of fewer than ${count} values`);
  const values = Float64Array.from({ length: count }, (_, i) =>
    inBytes ? item.byteArray[data.dataOffset + i] : (item.uint16('x00283006', i) ?? 0),
  );
  return { first, values, bits };
}

/** The value for `input`, whose fraction is dropped. */
export function lookUp({ first, values }: LookupTable, input: number): number {
  return values[Math.min(values.length - 1, Math.max(0, Math.trunc(input) - first))];
}
