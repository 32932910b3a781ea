import { readDataSet } from './dicom/data-set.ts';

/** Columns and rows by the elements before the pixels; undefined where `head` ends before them. */
export function dicomHeaderSize(
  head: Uint8Array,
  name: string,
): { readonly width: number; readonly height: number } | undefined {
  try {
    return readDataSet(
      head,
      name,
      (dataSet) => {
        const [width, height] = [dataSet.uint16('x00280011'), dataSet.uint16('x00280010')];
        return width && height ? { width, height } : undefined;
      },
      'x00280012',
    );
  } catch {
    // Too short, or damaged: whoever decodes it says which.
    return undefined;
  }
}
