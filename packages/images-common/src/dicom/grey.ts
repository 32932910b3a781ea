import type { ImageAttributes, Modality, Voi } from './attributes.ts';
import { lookUp } from './lookup-table.ts';

/**
 * Grey levels, 0 black to 1 white, of unsigned codes of `bitsStored` bits: sign, modality, VOI, and MONOCHROME1
 * turned round. Without a VOI the lowest value is 0 and the highest 1; an image of one value is 0.
 */
export function greyLevels(codes: Uint8Array | Uint16Array, attributes: ImageAttributes): Float32Array {
  const { bitsStored, signed, modality, voi, photometric } = attributes;
  const size = 2 ** bitsStored;
  const values = Float64Array.from({ length: size }, (_, code) =>
    modalityValue(modality, signed && code >= size / 2 ? code - size : code),
  );
  const level = voi === 'min-max' ? stretch(values, codes) : levelOf(voi);
  const inverted = photometric === 'MONOCHROME1';
  const levels = Float32Array.from(values, (value) => (inverted ? 1 - level(value) : level(value)));
  const grey = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) grey[i] = levels[codes[i]];
  return grey;
}

function modalityValue(modality: Modality, stored: number): number {
  return 'slope' in modality ? stored * modality.slope + modality.intercept : lookUp(modality, stored);
}

/** PS3.3 C.11.2.1.1 to C.11.2.1.3, onto [0, 1]. */
function levelOf(voi: Exclude<Voi, 'min-max'>): (value: number) => number {
  if ('values' in voi) return (value) => lookUp(voi, value) / (2 ** voi.bits - 1);
  const { shape, centre, width } = voi;
  switch (shape) {
    case 'SIGMOID':
      return (value) => 1 / (1 + Math.exp((-4 * (value - centre)) / width));
    case 'LINEAR_EXACT':
      return ramp(centre, width);
    case 'LINEAR':
      return ramp(centre - 0.5, width - 1);
  }
}

/** 0 up to centre − width / 2, 1 beyond centre + width / 2; a step when the width is 0. */
function ramp(centre: number, width: number): (value: number) => number {
  return (value) => {
    if (value <= centre - width / 2) return 0;
    return value > centre + width / 2 ? 1 : (value - centre) / width + 0.5;
  };
}

function stretch(values: Float64Array, codes: Uint8Array | Uint16Array): (value: number) => number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < codes.length; i++) {
    const value = values[codes[i]];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? 1 / (high - low) : 0;
  return (value) => (value - low) * scale;
}
