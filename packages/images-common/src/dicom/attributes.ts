import type { DataSet } from 'dicom-parser';
import { readLookupTable, type LookupTable } from './lookup-table.ts';

/** How stored values become the modality's (PS3.3 C.11.1). */
export type Modality = LookupTable | { readonly slope: number; readonly intercept: number };

/** How the modality's values become grey levels (PS3.3 C.11.2). */
export type Voi =
  | LookupTable
  | { readonly shape: WindowShape; readonly centre: number; readonly width: number }
  /** None given: from the lowest to the highest value of the image. */
  | 'min-max';

export const windowShapes = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;
export type WindowShape = (typeof windowShapes)[number];

/** What DICOM says of an image's pixels (PS3.3 C.7.6.3). */
export interface ImageAttributes {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly samples: number;
  readonly photometric: string;
  /** Colours one after the other instead of pixel by pixel. */
  readonly planar: boolean;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly modality: Modality;
  readonly voi: Voi;
}

/** @throws Error or string for elements that cannot be read. */
export function readAttributes(dataSet: DataSet): ImageAttributes {
  const integer = (tag: string, otherwise: number) => dataSet.uint16(tag) ?? otherwise;
  const bitsAllocated = integer('x00280100', 0);
  const bitsStored = integer('x00280101', bitsAllocated);
  const signed = integer('x00280103', 0) === 1;
  const modality = readLookupTable(dataSet, 'x00283000', signed) ?? {
    slope: dataSet.floatString('x00281053') ?? 1,
    intercept: dataSet.floatString('x00281052') ?? 0,
  };
  return {
    columns: integer('x00280011', 0),
    rows: integer('x00280010', 0),
    frames: dataSet.intString('x00280008') ?? 1,
    samples: integer('x00280002', 1),
    photometric: dataSet.string('x00280004') ?? '',
    planar: integer('x00280006', 0) === 1,
    bitsAllocated,
    bitsStored,
    highBit: integer('x00280102', bitsStored - 1),
    signed,
    modality,
    voi: readVoi(dataSet, signed || ('intercept' in modality && modality.intercept < 0)),
  };
}

/** A lookup table goes before a window; the first of several is used. */
function readVoi(dataSet: DataSet, signed: boolean): Voi {
  const table = readLookupTable(dataSet, 'x00283010', signed);
  if (table) return table;
  const centre = dataSet.floatString('x00281050');
  const width = dataSet.floatString('x00281051');
  if (centre === undefined && width === undefined) return 'min-max';
  const name = dataSet.string('x00281056') || 'LINEAR';
  const shape = windowShapes.find((known) => known === name);
  const minimum = shape === 'LINEAR' ? 1 : Number.MIN_VALUE;
  if (!shape || !Number.isFinite(centre) || !(Number(width) >= minimum)) {
    throw new Error(`a window of centre ${centre}, width ${width} and shape ${name}`);
  }
  return { shape, centre: Number(centre), width: Number(width) };
}
