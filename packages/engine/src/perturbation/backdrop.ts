import {
  CamscopeError,
  floatTensor,
  itemOf,
  type Backdrop,
  type FloatTensor,
  type Preprocessing,
  type TensorView,
} from '@camscope/core';
import { arrangementOf } from '@camscope/onnx';
import { blur } from './blur.ts';

export interface BackdropRequest {
  readonly backdrop: Backdrop;
  /** The tensor to be replaced, float32 [1,…]. */
  readonly tensor: FloatTensor;
  readonly view: TensorView;
  /** Of the image; absent where the tensor is another. */
  readonly preprocessing?: Preprocessing;
  /** The means of parts, by the masks of the image. */
  readonly parts?: (maps: FloatTensor) => FloatTensor;
}

/**
 * Whether a backdrop can stand for activations.
 * @throws CamscopeError CONFIG_INVALID for black.
 */
export function checkBackdrop({ kind }: Backdrop): void {
  if (kind !== 'black') return;
  throw new CamscopeError('CONFIG_INVALID', 'Only an image can become black', {
    fix: 'Fill activations with a value, their mean or a blur',
  });
}

/** A tensor of the same shape to be shown in place of another. */
export function backdropOf({ backdrop, tensor, view, preprocessing, parts }: BackdropRequest): FloatTensor {
  if (backdrop.kind === 'image') return tensor;
  const { toMaps, batchOf } = arrangementOf(view);
  const maps = itemOf(toMaps(tensor), 0);
  if (backdrop.kind !== 'parts') return batchOf([shownMaps(backdrop, maps, preprocessing)]);
  if (parts) return batchOf([parts(maps)]);
  throw new CamscopeError('EXPRESSION_INVALID', "These masks have no parts to fill with 'parts'", {
    fix: 'Fill with another backdrop, or choose masks of segments',
  });
}

/** @param maps float32 [C,H,W]. */
function shownMaps(
  backdrop: Exclude<Backdrop, { kind: 'image' | 'parts' }>,
  maps: FloatTensor,
  preprocessing: Preprocessing | undefined,
): FloatTensor {
  switch (backdrop.kind) {
    case 'value':
      return filled(maps, () => backdrop.value);
    case 'mean':
      return filled(maps, (channel) => meanOf(itemOf(maps, channel)));
    case 'blur':
      return blur(maps, backdrop.sigma);
    case 'below': {
      const lowest = maps.data.reduce((a, b) => Math.min(a, b), Infinity);
      return filled(maps, () => (lowest === 0 ? 0 : lowest - backdrop.by));
    }
    case 'black': {
      const { range, mean, std } = preprocessing!;
      const of = (values: readonly number[], channel: number) => values[values.length === 1 ? 0 : channel];
      return filled(maps, (channel) => (range[0] - of(mean, channel)) / of(std, channel));
    }
  }
}

function filled({ data, dims }: FloatTensor, value: (channel: number) => number): FloatTensor {
  const fill = floatTensor(new Float32Array(data.length), dims);
  for (let channel = 0; channel < dims[0]; channel++) itemOf(fill, channel).data.fill(value(channel));
  return fill;
}

function meanOf({ data }: FloatTensor): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}
