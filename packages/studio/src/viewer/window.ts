import type { OpenedImage } from '../work/api.ts';

/** Row-major grey levels, the darkest and the brightest. */
export type GreyLevels = Pick<OpenedImage, 'levels' | 'min' | 'max'>;

/** The grey levels that are shown as black and as white, those between them in proportion. */
export interface GreyWindow {
  readonly low: number;
  readonly high: number;
}

export const windowPresets = ['full', 'robust', 'dark', 'bright', 'narrow'] as const;
export type WindowPreset = (typeof windowPresets)[number];

/** Shares of the pixels that lie below the ends of a preset's window; `full` is from the lowest level to the highest. */
const PERCENTILES: Record<Exclude<WindowPreset, 'full'>, readonly [number, number]> = {
  robust: [0.01, 0.99],
  dark: [0.01, 0.5],
  bright: [0.5, 0.99],
  narrow: [0.25, 0.75],
};

const BINS = 4096;

export function presetWindow(preset: WindowPreset, { levels, min, max }: GreyLevels): GreyWindow {
  if (preset === 'full' || max <= min) return { low: min, high: max };
  const counts = new Uint32Array(BINS);
  const scale = (BINS - 1) / (max - min);
  for (let i = 0; i < levels.length; i++) counts[((levels[i] - min) * scale) | 0]++;
  const [low, high] = PERCENTILES[preset].map(
    (share) => min + percentile(counts, share * levels.length) / scale,
  );
  return high > low ? { low, high } : { low: min, high: max };
}

/**
 * The heat that has the hottest colour, in (0, 1]: that which `share` of the pixels with any heat do not exceed, so that a few do not
 * leave all others dark. For all of them it is 1.
 */
export function hottestOf(heat: Float32Array, share: number): number {
  if (share >= 1) return 1;
  const counts = new Uint32Array(BINS);
  let warm = 0;
  for (let i = 0; i < heat.length; i++) {
    if (!(heat[i] > 0)) continue;
    counts[Math.min(BINS - 1, (heat[i] * BINS) | 0)]++;
    warm++;
  }
  return warm === 0 ? 1 : (percentile(counts, share * warm) + 1) / BINS;
}

/** A drag across the pane: to the right widens, downwards darkens, in shares of the image's range. */
export function draggedWindow({ low, high }: GreyWindow, dx: number, dy: number, range: number): GreyWindow {
  const width = Math.max(range / 1024, high - low + dx * range);
  const centre = (low + high) / 2 + dy * range;
  return { low: centre - width / 2, high: centre + width / 2 };
}

/** The colour of a pixel, ABGR in 32 bits, for every level from `min` to `max` in as many steps as the table has. */
export function greyTable(
  window: GreyWindow,
  inverted: boolean,
  { min, max }: Pick<GreyLevels, 'min' | 'max'>,
  steps = BINS,
): Uint32Array {
  const width = Math.max(window.high - window.low, Number.EPSILON);
  return Uint32Array.from({ length: steps }, (_, step) => {
    const level = min + (step * (max - min)) / (steps - 1);
    const share = Math.min(1, Math.max(0, (level - window.low) / width));
    const grey = Math.round(255 * (inverted ? 1 - share : share));
    return (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0;
  });
}

function percentile(counts: Uint32Array, rank: number): number {
  let below = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (below += count) >= rank),
  );
}
