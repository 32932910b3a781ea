/** Levels into which a ramp is cut. */
const LEVELS = 32;

type Rgb = readonly [number, number, number];

/** From the paper's side to the ink's, in light and in dark; the diverging ramps pass the paper in the middle. */
const STOPS = {
  light: {
    up: ['#f4f7fa', '#d3e3ef', '#9cc4de', '#559bc8', '#1f6fa8', '#0d4678', '#07284b'],
    around: ['#8a3200', '#d06a1e', '#f0b98a', '#f6f6f5', '#9cc4de', '#2f7fb8', '#0d4678'],
  },
  dark: {
    up: ['#1c242c', '#1c3a52', '#1f587f', '#2c7cb0', '#55a5d5', '#9bcdec', '#e2f3fc'],
    around: ['#ffc79b', '#e28a45', '#7d4620', '#22272b', '#1f587f', '#4a9ed0', '#bfe2f7'],
  },
} as const;

/** A value's class on a ramp: `q…` for one that goes up from an end, `d…` for one that goes both ways from 0. */
export function rampClass(value: number, domain: readonly [number, number]): string {
  const share = (value - domain[0]) / (domain[1] - domain[0]);
  const level = Math.round(Math.min(1, Math.max(0, share)) * LEVELS);
  return `${diverges(domain) ? 'd' : 'q'}${level}`;
}

/** The classes of a ramp from its lowest level to its highest. */
export function rampClasses(domain: readonly [number, number]): string[] {
  return Array.from({ length: LEVELS + 1 }, (_, i) => `${diverges(domain) ? 'd' : 'q'}${i}`);
}

/** The style sheet of both ramps: cells, and the text upon them. */
export function rampStyle(scheme: 'light' | 'dark'): string {
  return (['up', 'around'] as const)
    .flatMap((kind) => {
      const letter = kind === 'up' ? 'q' : 'd';
      return Array.from({ length: LEVELS + 1 }, (_, i) => {
        const colour = interpolate(STOPS[scheme][kind], i / LEVELS);
        // Where black and white stand out equally: 4.58 to 1.
        const text = luminance(colour) > 0.179 ? '#000000' : '#ffffff';
        return `.fig .${letter}${i}{fill:${hex(colour)}}.fig .t${letter}${i}{fill:${text}}`;
      });
    })
    .join('');
}

function diverges([low, high]: readonly [number, number]): boolean {
  return low < 0 && high > 0;
}

function interpolate(stops: readonly string[], share: number): Rgb {
  const at = share * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [rgb(stops[below]), rgb(stops[below + 1])];
  const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (at - below) * (to[i] - from[i]));
  return [mix(0), mix(1), mix(2)];
}

/** Relative luminance of WCAG 2, in [0, 1]. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgb(colour: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return [r, g, b];
}

function hex(colour: Rgb): string {
  return `#${colour.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
}
