import type { ElementType } from '@camscope/core';

/** TensorProto.DataType numbers of the element types that camscope computes with. */
export const DATA_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const satisfies Record<ElementType, number>;

const BYTES: Record<ElementType, number> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
  uint32: 4,
  uint64: 8,
};

const NAMES = new Map<number, ElementType>(
  Object.entries(DATA_TYPES).map(([name, number]) => [number, name as ElementType]),
);

/** The element type of a DataType number; undefined for strings, complex and sub-byte types. */
export function elementTypeOf(dataType: number): ElementType | undefined {
  return NAMES.get(dataType);
}

/** Bytes of one element. */
export function bytesPerElement(type: ElementType): number {
  return BYTES[type];
}
