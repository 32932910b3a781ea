import type { Runtime, Session, SessionOptions } from '@camscope/core';
import { createModel } from '@camscope/onnx';

/**
 * The provider on which sessions start, and what it multiplies in: opens one on a single operator.
 * @throws CamscopeError PROVIDER_UNAVAILABLE.
 */
export async function providerOf(
  runtime: Runtime,
  options: SessionOptions,
): Promise<Pick<Session, 'provider' | 'precision'>> {
  const proto = createModel({
    nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims: [1] }],
    outputs: [{ name: 'y' }],
  });
  const session = await runtime.open({ proto, external: new Map() }, options);
  await session.release();
  const { provider, precision } = session;
  return { provider, precision };
}
