/** Colours of the parts of a figure: CSS colours, or custom properties of the page. */
export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  /** Series that only make up the background. */
  readonly rest: string;
  readonly grid: string;
  readonly band: string;
  /** For series, in order of importance. */
  readonly hues: readonly string[];
}

/**
 * Hues that remain apart in the common colour blindnesses (after Okabe and Ito, https://jfly.uni-koeln.de/color/), each
 * with a contrast of 3 to 1 at least against its paper.
 */
export const LIGHT: Theme = {
  paper: '#ffffff',
  ink: '#1d2126',
  muted: '#5b636c',
  rest: '#9199a1',
  grid: '#e3e6e9',
  band: '#f4f5f6',
  hues: ['#0072b2', '#d05a00', '#00805c', '#b2508f', '#9a6c00', '#3b8fc4'],
};
export const DARK: Theme = {
  paper: '#14171a',
  ink: '#e6e8ea',
  muted: '#9aa3ab',
  rest: '#5f6871',
  grid: '#2d3338',
  band: '#1b1f23',
  hues: ['#4ea8e0', '#f28a3c', '#2cc196', '#e08fc2', '#d9a836', '#9ad2f2'],
};

export const HUES = LIGHT.hues.length;

/** The custom properties by which a page sets a theme. */
export function themeProperties(theme: Theme): string {
  const { hues, ...rest } = theme;
  const named = Object.entries(rest).map(([name, colour]) => `--${name}:${colour}`);
  return [...named, ...hues.map((hue, i) => `--hue-${i}:${hue}`)].join(';');
}

/** A theme whose colours are the page's. */
export const OF_PAGE: Theme = {
  paper: 'var(--paper)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  rest: 'var(--rest)',
  grid: 'var(--grid)',
  band: 'var(--band)',
  hues: LIGHT.hues.map((_, i) => `var(--hue-${i})`),
};

export const FIGURE_FONT = 'Helvetica,Arial,"Liberation Sans",sans-serif';

/** The style sheet of every figure. */
export function figureStyle({ paper, ink, muted, rest, grid, band, hues }: Theme): string {
  return [
    `.fig{color:${ink};fill:currentColor;font-family:${FIGURE_FONT};font-size:11px;font-variant-numeric:tabular-nums}`,
    `.fig .title{font-size:12px;font-weight:600}`,
    `.fig .muted{color:${muted};fill:${muted}}`,
    `.fig .small{font-size:10px}`,
    `.fig .axis{stroke:${muted};fill:none}`,
    `.fig .grid{stroke:${grid};fill:none}`,
    `.fig .band{fill:${band}}`,
    `.fig .paper{fill:${paper}}`,
    `.fig .hollow{fill:${paper};stroke:currentColor}`,
    `.fig .line{stroke:currentColor;fill:none;stroke-linejoin:round}`,
    `.fig .dots{stroke:currentColor;stroke-linecap:round;fill:none}`,
    `.fig .body{fill:currentColor;fill-opacity:.22;stroke:currentColor}`,
    ...hues.map((hue, i) => `.fig .hue-${i}{color:${hue}}`),
    `.fig .plain{color:${ink}}`,
    `.fig .rest{color:${rest}}`,
  ].join('');
}
