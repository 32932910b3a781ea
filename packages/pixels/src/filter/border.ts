/**
 * How a map goes on beyond its border, named as in SciPy: `reflect` (d c b a | a b c d | d c b a), `mirror`
 * (d c b | a b c d | c b a), `nearest` (a a a a | a b c d | d d d d), `wrap` (a b c d | a b c d | a b c d),
 * `constant` (0 0 0 0 | a b c d | 0 0 0 0).
 */
export const borderModes = ['reflect', 'mirror', 'nearest', 'wrap', 'constant'] as const;
export type BorderMode = (typeof borderModes)[number];

/** For the places −reach to length + reach − 1 of an axis, where the value comes from; −1 for 0. */
export function borderIndices(length: number, reach: number, mode: BorderMode): Int32Array {
  return Int32Array.from({ length: length + 2 * reach }, (_, i) => indexAt(i - reach, length, mode));
}

function indexAt(place: number, length: number, mode: BorderMode): number {
  if (place >= 0 && place < length) return place;
  switch (mode) {
    case 'constant':
      return -1;
    case 'nearest':
      return place < 0 ? 0 : length - 1;
    case 'wrap':
      return modulo(place, length);
    case 'reflect': {
      const within = modulo(place, 2 * length);
      return within < length ? within : 2 * length - 1 - within;
    }
    case 'mirror': {
      if (length === 1) return 0;
      const within = modulo(place, 2 * length - 2);
      return within < length ? within : 2 * length - 2 - within;
    }
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
