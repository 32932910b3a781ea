import { floatTensor, type FloatTensor } from '@camscope/core';

/** Maps [C,h,w] in float64: a value of an expression, without the batch. */
export interface Field {
  readonly dims: readonly [channels: number, height: number, width: number];
  readonly data: Float64Array;
}

export function fieldOf(
  data: ArrayLike<number>,
  [channels, height = 1, width = 1]: readonly number[],
): Field {
  return { dims: [channels, height, width], data: Float64Array.from(data) };
}

export function single(value: number): Field {
  return fieldOf([value], [1]);
}

/** float32 [C,h,w]. */
export function tensorOf({ data, dims }: Field): FloatTensor {
  return floatTensor(Float32Array.from(data), dims);
}

/** A field whose every place `p` of axes [c,y,x] holds `at(c, y, x)`. */
export function filled(dims: Field['dims'], at: (c: number, y: number, x: number) => number): Field {
  const [channels, height, width] = dims;
  const data = new Float64Array(channels * height * width);
  let i = 0;
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[i++] = at(c, y, x);
  return { dims, data };
}

/** The element at [c,y,x], where axes of size 1 broadcast. */
export function elementOf({ dims: [channels, height, width], data }: Field, c: number, y: number, x: number) {
  return data[((channels === 1 ? 0 : c) * height + (height === 1 ? 0 : y)) * width + (width === 1 ? 0 : x)];
}

/** Fields combined place by place, broadcasting as NumPy does. */
export function placewise(f: (...values: number[]) => number, ...fields: readonly Field[]): Field {
  const along = (axis: number) => Math.max(...fields.map(({ dims }) => dims[axis]));
  return filled([along(0), along(1), along(2)], (c, y, x) =>
    f(...fields.map((field) => elementOf(field, c, y, x))),
  );
}

/** What is left of some axes: `of` all elements along them. */
export function reduced(field: Field, axes: readonly number[], of: (values: number[]) => number): Field {
  const sizes = field.dims.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const [channels, height, width] = field.dims;
  const groups = Array.from({ length: sizes[0] * sizes[1] * sizes[2] }, (): number[] => []);
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [k, i, j] = [c, y, x].map((place, axis) => (sizes[axis] === 1 ? 0 : place));
        groups[(k * sizes[1] + i) * sizes[2] + j].push(elementOf(field, c, y, x));
      }
  return fieldOf(groups.map(of), sizes);
}
