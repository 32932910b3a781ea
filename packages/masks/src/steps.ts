import { CamscopeError } from '@camscope/core';

/** @throws CamscopeError CONFIG_INVALID where not even one step is left. */
export function stepsWithin(masks: number, step: number): number {
  const whole = wholeSteps(masks, step);
  if (whole > 0) return whole;
  throw new CamscopeError('CONFIG_INVALID', 'The budget of masks is too small for a map', {
    asked: `A budget of ${masks} masks`,
    fix: `Allow for ${step} masks, or a multiple of that`,
  });
}

export const wholeSteps = (masks: number, step: number): number => masks - (masks % step);
