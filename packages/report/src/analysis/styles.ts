import { markup, type Markup } from '../text/markup.ts';
import type { LegendKey } from '../svg/figure.ts';
import { HUES } from '../svg/palette.ts';
import { SYMBOLS, symbol, type SymbolName } from '../svg/symbol.ts';
import type { SeriesList } from './series.ts';

/** How a series is drawn wherever it appears. */
export interface SeriesStyle {
  /** Class of its colour. */
  readonly colour: string;
  readonly dash?: string;
  readonly width: number;
  /** Series of a higher layer are drawn over those of a lower one. */
  readonly layer: number;
}

/** The best methods have a hue each, the others are grey; priors are dashed, readers black. */
export function stylesOf(
  series: SeriesList,
  ranked: readonly string[],
  strongestPrior: string | undefined,
): (name: string) => SeriesStyle {
  return (name) => {
    const kind = series.kind(name);
    if (kind === 'reader') return { colour: 'plain', width: 1.8, layer: 3 };
    if (kind === 'prior') {
      return name === strongestPrior
        ? { colour: 'plain', width: 1.4, dash: '6 3', layer: 2 }
        : { colour: 'muted', width: 0.9, dash: '1.5 2.5', layer: 1 };
    }
    const rank = ranked.indexOf(name);
    return rank >= 0 && rank < HUES
      ? { colour: `hue-${rank}`, width: 1.6, layer: 4 }
      : { colour: 'rest', width: 1, layer: 0 };
  };
}

/** Keys of series drawn as lines; those that look alike share one. */
export function lineKeys(
  names: readonly string[],
  style: (name: string) => SeriesStyle,
  series: SeriesList,
): LegendKey[] {
  const alike = names.filter((name) => style(name).colour === 'rest');
  const priors = names.filter((name) => style(name).colour === 'muted');
  const readers = series.ofKind('reader', names);
  const own = names.filter((name) => ![alike, priors, readers].some((list) => list.includes(name)));
  const shared = (of: readonly string[], label: string) =>
    of.length === 0
      ? []
      : [{ label: of.length === 1 ? series.title(of[0]) : label, mark: stroke(style(of[0])) }];
  return [
    ...own.map((name) => ({ label: series.title(name), mark: stroke(style(name)) })),
    ...shared(readers, 'readers'),
    ...shared(alike, `${alike.length} other methods`),
    ...shared(priors, 'other trivial answers'),
  ];
}

/** How the networks of a figure are told apart. */
export interface NetworkStyle {
  readonly colour: string;
  readonly symbol: SymbolName;
  readonly dash?: string;
}

export function networkStyle(index: number): NetworkStyle {
  const dash = ['', '6 2', '2 2', '8 2 2 2', '4 4', '1 3'][index % 6];
  return {
    colour: `hue-${index % HUES}`,
    symbol: SYMBOLS[index % SYMBOLS.length],
    ...(dash ? { dash } : {}),
  };
}

export function symbolKey(label: string, { colour, symbol: name }: NetworkStyle, hollow = false): LegendKey {
  return { label, mark: markup`<g class="${colour}">${symbol(name, [11, 6], 3.4, hollow)}</g>` };
}

export function networkLineKey(label: string, { colour, dash }: NetworkStyle): LegendKey {
  return { label, mark: stroke({ colour, width: 1.6, ...(dash ? { dash } : {}) }) };
}

function stroke({ colour, dash, width }: Pick<SeriesStyle, 'colour' | 'dash' | 'width'>): Markup {
  return markup`<g class="${colour}"><path class="line" stroke-width="${width + 0.4}"${
    dash !== undefined && markup` stroke-dasharray="${dash}"`
  } d="M1 6H21"/></g>`;
}
