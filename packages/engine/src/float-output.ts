import { CamscopeError, type FloatTensor, type Tensor } from '@camscope/core';

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
