import { itemOf, type FloatTensor, type TensorView } from '@camscope/core';
import {
  arrangementOf,
  gaussian,
  random,
  type Blurs,
  type Line,
  type Mixes,
  type Noise,
  type NoiseLevel,
  type Samples,
} from '@camscope/onnx';
import { blur } from '../perturbation/blur.ts';
import { pointsOf } from './quadrature.ts';

/** One sample: scale · image + offset. */
export interface SampleRow {
  readonly scale: number;
  readonly weight: number;
  /** Writes its offset and, where it is asked for, its direction: rows in turn, each once. */
  write(offset: Float32Array, direction?: Float32Array): void;
}

export interface SampleRows {
  /** Shape of one offset: the image's, or what broadcasts to it. */
  readonly dims: readonly number[];
  readonly rows: readonly SampleRow[];
}

export interface SampledImage {
  /** The network's input, float32 [1,…]. */
  readonly image: FloatTensor;
  readonly view: TensorView;
  /** Where lines begin, each shaped like the image; one at least where samples are of lines. */
  readonly baselines: readonly FloatTensor[];
}

/** The samples of an image; their weights sum to 1. */
export function sampleRows(samples: Samples, sampled: SampledImage): SampleRows {
  const dims = sampled.image.dims.slice(1);
  switch (samples.kind) {
    case 'line':
      // One number everywhere takes no room.
      return { dims: samples.from.from === 'value' ? [1, 1, 1] : dims, rows: lineRows(samples, sampled) };
    case 'noise':
      return { dims, rows: noiseRows(samples, sampled) };
    case 'mixes':
      return { dims, rows: mixRows(samples, sampled) };
    case 'blurs':
      return { dims, rows: blurRows(samples, sampled) };
  }
}

/** Noise of one copy of the image. */
type Drawn = () => Float64Array | undefined;

function lineRows({ steps, rule }: Line, { image, baselines }: SampledImage, drawn?: Drawn): SampleRow[] {
  const { at, weights } = pointsOf(rule, steps);
  return baselines.flatMap((base) =>
    at.map((alpha, i) => rowAt(alpha, weights[i] / baselines.length, image, { base, drawn })),
  );
}

function noiseRows(samples: Noise, sampled: SampledImage): SampleRow[] {
  const { count, seed, line } = samples;
  const { image } = sampled;
  const draw = noiseOf(samples, image, gaussian(seed));
  return Array.from({ length: count }, () => {
    // Rows are written in turn: the first of a copy draws for all.
    let noise: Float64Array | undefined;
    const drawn = () => (noise ??= draw());
    if (!line) return [rowAt(1, 1 / count, image, { drawn })];
    return lineRows(line, sampled, drawn).map((row) => ({ ...row, weight: row.weight / count }));
  }).flat();
}

function mixRows(samples: Mixes, { image, baselines }: SampledImage): SampleRow[] {
  const { count, seed, sigma } = samples;
  const next = random(seed);
  const draw = noiseOf(samples, image, gaussian(seed + 1));
  return Array.from({ length: count }, () => {
    const base = baselines[Math.floor(next() * baselines.length)];
    return rowAt(next(), 1 / count, image, { base, drawn: sigma > 0 ? draw : undefined });
  });
}

/** The path in straight parts between blurs, each taken in its middle. */
function blurRows({ sigma, steps }: Blurs, { image, view }: SampledImage): SampleRow[] {
  const { toMaps, batchOf } = arrangementOf(view);
  const maps = itemOf(toMaps(image), 0);
  const blurred = (i: number) => (i === 0 ? image : batchOf([blur(maps, (i * sigma) / steps)]));
  return Array.from({ length: steps }, (_, i) => ({
    scale: 0,
    weight: 1 / steps,
    write(offset, direction) {
      const [sharp, dull] = [blurred(i).data, blurred(i + 1).data];
      for (let p = 0; p < offset.length; p++) offset[p] = (sharp[p] + dull[p]) / 2;
      if (direction) for (let p = 0; p < offset.length; p++) direction[p] = (sharp[p] - dull[p]) * steps;
    },
  }));
}

/** α · (image + noise) + (1 − α) · base, on the line from base to the noisy image. */
function rowAt(
  alpha: number,
  weight: number,
  { data }: FloatTensor,
  { base, drawn }: { readonly base?: FloatTensor; readonly drawn?: Drawn },
): SampleRow {
  return {
    scale: alpha,
    weight,
    write(offset, direction) {
      const noise = drawn?.();
      for (let i = 0; i < offset.length; i++)
        offset[i] = (1 - alpha) * (base?.data[i] ?? 0) + alpha * (noise?.[i] ?? 0);
      if (!direction) return;
      for (let i = 0; i < direction.length; i++)
        direction[i] = data[i] + (noise?.[i] ?? 0) - (base?.data[i] ?? 0);
    },
  };
}

function noiseOf({ sigma, of }: NoiseLevel, { data }: FloatTensor, next: () => number): () => Float64Array {
  const [low, high] = data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const scale = of === 'input' ? sigma : sigma * (high - low);
  return () => Float64Array.from(data, () => next() * scale);
}
