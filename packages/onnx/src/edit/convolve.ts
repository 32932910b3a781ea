import type { AttributeInputs } from '../format/attribute-proto.ts';
import type { Emitter, Value } from './emitter.ts';
import { missingChannels, type ConvolutionShape } from './missing-channels.ts';

/** A convolution without a bias, with the channels that it lacks for the emitter's dialect. */
export function convolve(
  emit: Emitter,
  [x, weights]: readonly [Value, Value],
  shape: ConvolutionShape,
  attributes: AttributeInputs,
): Value {
  const { kernel, group } = shape;
  const missing = emit.dialect.channelsByFours ? missingChannels(shape) : 0;
  const none = kernel.map(() => 0);
  const widened = (value: Value) => emit.pad(value, [0, 0, ...none, 0, missing, ...none]);
  return emit.node('Conv', [widened(x), widened(weights)], { kernel_shape: kernel, ...attributes, group });
}
