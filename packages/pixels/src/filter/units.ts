/** In which unit a filter's length is given. */
export const lengthUnits = ['pixels', 'width'] as const;
export type LengthUnit = (typeof lengthUnits)[number];

/** A length in pixels, given in pixels or as a share of the image's width. */
export function inPixels(length: number, unit: LengthUnit, width: number): number {
  return unit === 'width' ? length * width : length;
}
