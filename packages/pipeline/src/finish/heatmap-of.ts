import { CamscopeError, type Explainer, type FloatTensor, type Heatmap } from '@camscope/core';
import type { ChannelReduction } from './map-options.ts';

const REDUCTIONS: Record<ChannelReduction, (values: readonly number[]) => number> = {
  'max-abs': (values) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0),
  mean: (values) => sum(values) / values.length,
  sum,
};

/**
 * A raw map as a heatmap.
 * @param raw float32 [C,h,w]
 * @param gives what the explainer says that it gives: only attributions are reduced.
 * @throws CamscopeError EXPRESSION_INVALID for a map at a layer with several channels.
 */
export function heatmapOf(raw: FloatTensor, gives: Explainer['gives'], how: ChannelReduction): Heatmap {
  const [channels, height, width] = raw.dims;
  if (gives === 'attribution') return { width, height, data: reduced(raw, REDUCTIONS[how]) };
  if (channels === 1) return { width, height, data: raw.data };
  throw new CamscopeError('EXPRESSION_INVALID', 'A map at a layer has one channel', {
    found: `The method gave ${channels} channels of ${height}×${width}`,
    fix: "Add up the channels in the method's expression, or declare that it gives an attribution",
  });
}

function reduced({ dims, data }: FloatTensor, reduce: (values: readonly number[]) => number): Float32Array {
  const [channels, height, width] = dims;
  const pixels = height * width;
  const values = new Array<number>(channels);
  return Float32Array.from({ length: pixels }, (_, pixel) => {
    for (let channel = 0; channel < channels; channel++) values[channel] = data[channel * pixels + pixel];
    return reduce(values);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
