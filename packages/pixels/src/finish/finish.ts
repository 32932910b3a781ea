import type { BlankReason, Box, Heatmap } from '@camscope/core';
import { z } from 'zod';
import { upsampleKernels } from '../resample/interpolation.ts';
import { upsampleOver } from '../resample/upsample.ts';
import type { Size } from '../size.ts';
import { blankReason, extentOf, extentWithin } from '../threshold/extent.ts';
import { rememberStretches } from '../threshold/finished-map.ts';
import { normalisations, normalise } from './normalise.ts';

/** When negative values become 0: never, in the raw map, or once it has been upsampled. */
export const rectifications = ['none', 'raw', 'upsampled'] as const;
export type Rectification = (typeof rectifications)[number];

/** How a raw map becomes a finished one, in this order. */
export const finishSchema = z.strictObject({
  rectify: z
    .enum(rectifications)
    .default('none')
    .describe('When negative values become 0: never, in the raw map, or once it has been upsampled'),
  upsample: z
    .enum(upsampleKernels)
    .default('bilinear')
    .describe(
      'Kernel, as in `torch.nn.functional.interpolate`; `bicubic-tensorflow`: that of `tf.image.resize`',
    ),
  normalise: z
    .enum(normalisations)
    .default('min-max')
    .describe(
      '`min-max`: lowest to highest value become 0 to 1. `max`: divided by the highest value, negative ones become 0. ' +
        '`none`: clipped to [0, 1]',
    ),
});
export type FinishOptions = z.output<typeof finishSchema>;

/** Where on the original image a map belongs. */
export interface Placement {
  /** Size of the original image in pixels. */
  readonly frame: Size;
  /** The part of the frame that the network saw. */
  readonly region: Box;
}

/**
 * A raw map at the size of the frame, in [0, 1], and 0 outside the region. A map that says nothing, as given or
 * after any of the steps, gives zeros and the reason.
 * @throws CamscopeError INTERNAL when the region holds no pixel's centre.
 */
export function finishMap(
  raw: Heatmap,
  placement: Placement,
  options: FinishOptions,
): { map: Heatmap; blank?: BlankReason } {
  const { frame, region } = placement;
  const given = options.rectify === 'raw' ? { ...raw, data: rectify(raw.data.slice()) } : raw;
  const seen = upsampleOver(given, region, frame, options.upsample);
  const { data: values, width } = seen.map;
  const { lows, highs } = seen.stretches;
  if (options.rectify === 'upsampled') for (const some of [values, lows, highs]) rectify(some);
  const extent = extentWithin(values, width, seen.stretches);
  const unusable = blankReason(extentOf(given.data)) ?? blankReason(extent);
  const normalised = extent && !unusable ? normalise(values, extent, options.normalise) : undefined;
  const blank = unusable ?? blankReason(normalised);
  if (blank || !extent) return { map: zeros(frame), blank };
  if (values.length < frame.width * frame.height) return { map: paste(seen, frame) };
  for (const ends of [lows, highs]) normalise(ends, extent, options.normalise);
  rememberStretches(seen.map, seen.stretches, normalised);
  return { map: seen.map };
}

/** In place. */
function rectify(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
  return values;
}

function paste({ map, left, top }: { map: Heatmap; left: number; top: number }, frame: Size): Heatmap {
  const whole = zeros(frame);
  for (let y = 0; y < map.height; y++) {
    const row = map.data.subarray(y * map.width, (y + 1) * map.width);
    whole.data.set(row, (top + y) * frame.width + left);
  }
  return whole;
}

function zeros({ width, height }: Size): Heatmap {
  return { width, height, data: new Float32Array(width * height) };
}
