import { TURBO, VIRIDIS } from './tables.ts';

export const colourMapNames = ['jet', 'turbo', 'viridis'] as const;
export type ColourMapName = (typeof colourMapNames)[number];

/** [position, level] knots of each channel; linear between them. */
// prettier-ignore
const JET = {
  red: [[0, 0], [0.35, 0], [0.66, 1], [0.89, 1], [1, 0.5]],
  green: [[0, 0], [0.125, 0], [0.375, 1], [0.64, 1], [0.91, 0], [1, 0]],
  blue: [[0, 0.5], [0.11, 1], [0.34, 1], [0.65, 0], [1, 0]],
} as const;

const tables: Record<ColourMapName, Uint8Array> = {
  jet: jet(),
  turbo: unhex(TURBO),
  viridis: unhex(VIRIDIS),
};

/**
 * The RGB triples (0 to 255) of heat 0, 1/255, …, 1: uint8 [256, 3], shared by all callers. Equal to matplotlib's
 * maps of the same names, rounded to the nearest level.
 */
export function colourTable(name: ColourMapName): Uint8Array {
  return tables[name];
}

/** The row of a colour table for a heat, which is clipped to [0, 1]: `round(255 · heat)`. */
export function colourIndex(heat: number): number {
  return heat >= 1 ? 255 : heat > 0 ? (255 * heat + 0.5) | 0 : 0;
}

function jet(): Uint8Array {
  const table = new Uint8Array(3 * 256);
  Object.values(JET).forEach((knots, channel) => {
    for (let i = 0; i < 256; i++) table[3 * i + channel] = Math.round(255 * interpolate(knots, i / 255));
  });
  return table;
}

function interpolate(knots: readonly (readonly [number, number])[], x: number): number {
  const next = Math.max(
    1,
    knots.findIndex(([position]) => position >= x),
  );
  const [x0, y0] = knots[next - 1];
  const [x1, y1] = knots[next];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
