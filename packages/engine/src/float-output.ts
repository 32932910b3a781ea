import {
  CamscopeError,
  gaveBy,
  requireFinite,
  type Explainer,
  type FloatTensor,
  type Tensor,
} from '@camscope/core';
import { NAMES } from '@camscope/onnx';

/**
 * What a run gave under a name.
 * @throws CamscopeError RUNTIME_FAILED when it is not float32.
 */
export function floatOutput(outputs: Readonly<Record<string, Tensor>>, name: string): FloatTensor {
  const tensor = outputs[name];
  if (tensor?.type === 'float32') return tensor as FloatTensor;
  throw new CamscopeError('RUNTIME_FAILED', `The network does not give '${name}' as float32`, {
    found: tensor ? tensor.type : `Outputs: ${Object.keys(outputs).join(', ')}`,
    fix: 'Export the network with float32 scores and activations',
  });
}

/**
 * The logits that a run gave, float32 [N,classes]. Nothing can be read from one that is no number: NaN has no rank among scores.
 * @throws CamscopeError RUNTIME_FAILED when they are not float32, NOT_FINITE.
 */
export function logitsOutput(outputs: Readonly<Record<string, Tensor>>): FloatTensor {
  const logits = floatOutput(outputs, NAMES.logits);
  requireFinite(logits.data, 'The scores of the network', 'Check its weights, and the values of the image');
  return logits;
}

/**
 * The raw maps that a run gave, float32 [N,1,h,w] or, for an attribution, [N,C,H,W].
 * @param size height and width of the image.
 * @throws CamscopeError RUNTIME_FAILED when they are not float32; PLUGIN_FAILED for another shape.
 */
export function mapsOutput(
  outputs: Readonly<Record<string, Tensor>>,
  explainer: Explainer,
  size: readonly [height: number, width: number],
): FloatTensor {
  const maps = floatOutput(outputs, NAMES.map);
  const [, channels, ...places] = maps.dims;
  const isAttribution = explainer.gives === 'attribution';
  if (maps.dims.length === 4 && (isAttribution ? String(places) === String(size) : channels === 1))
    return maps;
  const found = ['N', ...maps.dims.slice(1)].join(',');
  const asked = isAttribution ? `[N,C,${size.join()}]` : '[N,1,h,w]';
  throw gaveBy(explainer, 'map', `a map of shape [${found}], not ${asked}`);
}
