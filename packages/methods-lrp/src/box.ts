import { CamscopeError, floatTensor } from '@camscope/core';
import type { RuleContext, Value } from '@camscope/onnx/rules';

/** Within which the network's input lies: a number for each channel, or one for all. */
export interface Box {
  readonly low?: number | readonly number[];
  readonly high?: number | readonly number[];
}

/**
 * The bounds of a first layer's input: those given, or what black and white become in preprocessing.
 * @throws CamscopeError CONFIG_INVALID where nobody knows them; OPERATOR_UNSUPPORTED where the layer does not read the image.
 */
export function boxOf(at: RuleContext, { low, high }: Box): { readonly low: Value; readonly high: Value } {
  if (!readsImage(at))
    throw at.unsupported('its bounds are not known, since it does not read the image itself');
  const bounds = { low: low ?? at.imageRange?.low, high: high ?? at.imageRange?.high };
  if (bounds.low === undefined || bounds.high === undefined) {
    throw new CamscopeError('CONFIG_INVALID', 'The bounds of the image are not known', {
      asked: 'composite: epsilon-gamma-box',
      fix: "Give the options 'low' and 'high', in units of the network's input",
    });
  }
  return { low: everywhere(at, [bounds.low].flat()), high: everywhere(at, [bounds.high].flat()) };
}

/** Where the network's input is moved about at most. */
function readsImage({ graph, x }: RuleContext): boolean {
  for (let value = x; ;) {
    const node = graph.producer(value);
    if (!node) return true;
    if (!['Transpose', 'Identity', 'Cast', 'Reshape'].includes(node.op)) return false;
    value = node.inputs[0];
  }
}

/** Numbers per channel, or one for all, as an image [1,C,…]. */
function everywhere(at: RuleContext, numbers: readonly number[]): Value {
  const [, channels, ...size] = at.shape(at.x).dims;
  if (numbers.length !== 1 && numbers.length !== channels) {
    throw new CamscopeError(
      'CONFIG_INVALID',
      `The image has ${channels} channels, and there are ${numbers.length} bounds`,
      {
        fix: 'Give a bound for each channel, or one for all',
      },
    );
  }
  const area = size.reduce((a, b) => a * b, 1);
  const data = Float32Array.from(
    { length: channels * area },
    (_, i) => numbers[numbers.length === 1 ? 0 : Math.floor(i / area)],
  );
  return at.emit.constant(floatTensor(data, [1, channels, ...size]));
}
