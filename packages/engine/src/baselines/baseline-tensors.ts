import { CamscopeError, floatTensor, type Backdrop, type Baselines, type FloatTensor } from '@camscope/core';
import { random } from '@camscope/onnx';
import type { Network } from '../network.ts';
import { backdropOf } from '../perturbation/backdrop.ts';

export interface BaselineRequest {
  readonly baselines: Baselines;
  /** The network's input, float32 [1,…]. */
  readonly image: FloatTensor;
  readonly network: Network;
  /** The images of the data, shaped like `image`, where baselines are such. */
  readonly data?: readonly FloatTensor[];
}

/** The images that an explanation of one image starts from, each float32 [1,…]. */
export function baselineTensors({
  baselines,
  image,
  network,
  data,
}: BaselineRequest): readonly FloatTensor[] {
  switch (baselines.from) {
    case 'data':
      if (data && data.length > 0) return data;
      throw new CamscopeError('CONFIG_INVALID', 'There are no images to start from', {
        asked: `baseline: { from: data }`,
        fix: 'Name files with --baseline, or choose another baseline',
      });
    case 'uniform':
      return uniform(baselines, image);
    case 'value':
      return [ofBackdrop({ kind: 'value', value: baselines.value })];
    case 'black':
      return [ofBackdrop({ kind: 'black' })];
    case 'blur':
      return [ofBackdrop({ kind: 'blur', sigma: baselines.sigma })];
  }

  function ofBackdrop(backdrop: Backdrop): FloatTensor {
    const { head, preprocessing } = network;
    return backdropOf({ backdrop, tensor: image, view: head.image.view, preprocessing });
  }
}

/** Each number between the image's lowest and its highest; the same draws for every image. */
function uniform(
  { count, seed }: { count: number; seed: number },
  { data, dims }: FloatTensor,
): FloatTensor[] {
  const next = random(seed);
  const [low, high] = data.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  return Array.from({ length: count }, () =>
    floatTensor(
      Float32Array.from(data, () => low + next() * (high - low)),
      dims,
    ),
  );
}
