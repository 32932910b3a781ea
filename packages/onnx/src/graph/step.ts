import type { NodeView } from '@camscope/core';

/** The slope of a hard sigmoid that stands for a step: it is 1 from 1e-30 on, and infinite for no activation. */
export const STEEP = Math.fround(1e30);

/** Whether a node is 1 for what is above 0, and 0 for all else. */
export function isStep(node: NodeView): boolean {
  return node.domain === '' && node.op === 'HardSigmoid' && Number(node.attribute('alpha')) >= STEEP;
}
