import { CamscopeError, type Heatmap, type Raster } from '@camscope/core';
import { colourIndex, colourTable, type ColourMapName } from '../colour/colour-map.ts';
import { toGrey } from '../preprocess/grey.ts';

export interface OverlayOptions {
  /** `jet` by default. */
  readonly colourMap?: ColourMapName;
  /** Share of the map's colour in each pixel, in [0, 1]; 0.45 by default. */
  readonly opacity?: number;
  /** Heat below it is clear, in [0, 1]; 0 by default. */
  readonly cut?: number;
  /** Heat that has the colour map's last colour, as all above it; 1 by default. */
  readonly hottest?: number;
  /** Levels of the image shown as black and as white, either of which may be the brighter; by default its darkest and its brightest sample. */
  readonly window?: readonly [black: number, white: number];
}

/**
 * A finished map laid over an image: 8-bit RGB. The image is shown in grey.
 * @throws CamscopeError INTERNAL when the sizes differ.
 */
export function overlay(base: Raster, map: Heatmap, options: OverlayOptions = {}): Raster {
  const { colourMap = 'jet', opacity = 0.45, cut = 0, hottest = 1, window } = options;
  if (base.width !== map.width || base.height !== map.height) {
    throw new CamscopeError('INTERNAL', 'A map can only be laid over an image of its size', {
      found: `map ${map.width} × ${map.height}, image ${base.width} × ${base.height}`,
    });
  }
  const { samples, low, scale } = stretchedGrey(base, window);
  const tints = Float64Array.from(colourTable(colourMap), (colour) => opacity * colour);
  const data = new Uint8Array(3 * samples.length);
  const { data: heat } = map;
  for (let i = 0, at = 0; i < samples.length; i++, at += 3) {
    const grey = Math.min(255, Math.max(0, Math.fround((samples[i] - low) * scale)));
    if (heat[i] < cut) {
      data.fill(grey + 0.5, at, at + 3);
      continue;
    }
    const under = (1 - opacity) * grey + 0.5;
    const row = 3 * colourIndex(heat[i] / hottest);
    data[at] = tints[row] + under;
    data[at + 1] = tints[row + 1] + under;
    data[at + 2] = tints[row + 2] + under;
  }
  return { width: map.width, height: map.height, channels: 3, data, white: 255 };
}

/** An image as it is shown under a map: 8-bit grey. */
export function greyPicture(base: Raster): Raster {
  const { samples, low, scale } = stretchedGrey(base);
  const { width, height } = base;
  const data = Uint8Array.from(samples, (sample) => Math.fround((sample - low) * scale) + 0.5);
  return { width, height, channels: 1, data, white: 255 };
}

/** A finished map in colour: 8-bit RGB. Values outside [0, 1] take the colour of the nearer end. */
export function mapToRaster(map: Heatmap, colourMap: ColourMapName): Raster {
  const table = colourTable(colourMap);
  const data = new Uint8Array(3 * map.data.length);
  for (let i = 0; i < map.data.length; i++) {
    const row = 3 * colourIndex(map.data[i]);
    data[3 * i] = table[row];
    data[3 * i + 1] = table[row + 1];
    data[3 * i + 2] = table[row + 2];
  }
  return { width: map.width, height: map.height, channels: 3, data, white: 255 };
}

/** Grey samples, of which (sample − low) · scale is 0 for black and 255 for white. */
function stretchedGrey(
  raster: Raster,
  window?: OverlayOptions['window'],
): { samples: Raster['data']; low: number; scale: number } {
  const { data: samples } = toGrey(raster);
  if (window) {
    const [black, white] = window;
    return { samples, low: black, scale: white === black ? 0 : 255 / (white - black) };
  }
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i];
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return { samples, low, scale: high > low ? 255 / (high - low) : 0 };
}
