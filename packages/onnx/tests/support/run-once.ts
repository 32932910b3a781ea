import type { ModelSource, Tensor } from '@camscope/core';
import { inProcessRuntime } from './runtime.ts';

/** Opens a model, runs it once and releases it. */
export async function runOnce(
  source: ModelSource,
  feeds: Record<string, Tensor>,
): Promise<Record<string, Tensor>> {
  const session = await inProcessRuntime.open(source, { provider: 'cpu' });
  try {
    return await session.run(feeds);
  } finally {
    await session.release();
  }
}
