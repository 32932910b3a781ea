import { CamscopeError } from '@camscope/core';
import { random } from '@camscope/onnx';

/**
 * Another class, drawn at random: its map should not be that of the target (Sixt et al. 2020, arXiv:1912.09818).
 * @param classes number of classes.
 * @throws CamscopeError CONFIG_INVALID when there is no other class.
 */
export function randomLogit(classes: number, target: number, seed = 0): number {
  if (classes < 2) {
    throw new CamscopeError('CONFIG_INVALID', 'A network of one class has no other logit', {
      fix: 'Leave out the check by a random logit',
    });
  }
  const other = Math.floor(random(seed)() * (classes - 1));
  return other < target ? other : other + 1;
}
