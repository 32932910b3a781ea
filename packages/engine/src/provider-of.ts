import type { Runtime, SessionOptions } from '@camscope/core';
import { createModel } from '@camscope/onnx';

/**
 * The provider on which sessions start: opens one on a single operator.
 * @throws CamscopeError PROVIDER_UNAVAILABLE.
 */
export async function providerOf(runtime: Runtime, options: SessionOptions): Promise<string> {
  const proto = createModel({
    nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
    inputs: [{ name: 'x', type: 'float32', dims: [1] }],
    outputs: [{ name: 'y' }],
  });
  const session = await runtime.open({ proto, external: new Map() }, options);
  await session.release();
  return session.provider;
}
