import type { Precision } from '../contracts/runtime.ts';
import { floatTensor, type FloatTensor } from '../values/tensor.ts';

/** In which numbers a provider multiplies float32: as they are, rounded to TF32, or to a half or less. */
export type ProductPrecision = Precision | 'half';

/**
 * An ONNX model: `products` [96,256] of `rows` and `matrix`, and `convolved` [6,64,14,14] of `images` and `kernels`, large enough for
 * the units that multiply matrices.
 */
export const productProbe: Uint8Array = Uint8Array.from(
  atob(
    'CAgSCGNhbXNjb3BlOokCCiAKBHJvd3MKBm1hdHJpeBIIcHJvZHVjdHMiBk1hdE11bAoiCgZpbWFnZXMKB2tlcm5lbHMSCWNvbnZvbHZl' +
      'ZCIEQ29udhIFZ3JhcGhaFwoEcm93cxIPCg0IARIJCgIIYAoDCIACWhoKBm1hdHJpeBIQCg4IARIKCgMIgAIKAwiAAlogCgZpbWFnZXMS' +
      'FgoUCAESEAoCCAYKAghACgIIEAoCCBBaIQoHa2VybmVscxIWChQIARIQCgIIQAoCCEAKAggDCgIIA2IbCghwcm9kdWN0cxIPCg0IARIJ' +
      'CgIIYAoDCIACYiMKCWNvbnZvbHZlZBIWChQIARIQCgIIBgoCCEAKAggOCgIIDkIECgAQDQ==',
  ),
  (letter) => letter.charCodeAt(0),
);

/** What each kind of number loses: TF32 and halves the last bits of the first, bfloat16 of the second, and a half has no third. */
const VALUES = [1 + 2 ** -12, 1 + 2 ** -9, 2 ** 17];
/** Far below what is lost, far above what algorithms of convolution add. */
const TOLERANCE = 2 ** -16;
/** Terms in every sum, each the product of a value and 1: exact in float32, in any order. */
const TERMS = { products: 256, convolved: 64 * 3 * 3 };

/** What the probe is fed. */
export function productFeeds(): Record<string, FloatTensor> {
  return {
    rows: thirds([96, 256]),
    matrix: ones([256, 256]),
    images: thirds([6, 64, 16, 16]),
    kernels: ones([64, 64, 3, 3]),
  };
}

/** What the probe's outputs tell of who computed them. */
export function productPrecision(
  outputs: Readonly<Record<string, { readonly data: unknown }>>,
): ProductPrecision {
  const [first, second, third] = VALUES.map((value, part) =>
    Object.entries(TERMS).every(([name, terms]) => {
      const data = outputs[name].data as Float32Array;
      const third = data.length / VALUES.length;
      const expected = terms * value;
      return data
        .subarray(part * third, (part + 1) * third)
        .every((found) => Math.abs(found - expected) <= TOLERANCE * expected);
    }),
  );
  if (!second || !third) return 'half';
  return first ? 'exact' : 'tf32';
}

/** A third of the elements for each value. */
function thirds(dims: readonly number[]): FloatTensor {
  const tensor = ones(dims);
  const third = tensor.data.length / VALUES.length;
  VALUES.forEach((value, part) => tensor.data.fill(value, part * third, (part + 1) * third));
  return tensor;
}

function ones(dims: readonly number[]): FloatTensor {
  return floatTensor(new Float32Array(dims.reduce((product, dim) => product * dim)).fill(1), dims);
}
