import { openInMemory } from '@camscope/conformance';
import type { Explainer, Layer, Runtime } from '@camscope/core';
import { prepare, type Explained, type ExplainItem, type PrepareRequest } from '@camscope/engine';

export interface ExplainOnceRequest
  extends ExplainItem, Pick<PrepareRequest, 'memory' | 'budget' | 'scores'> {
  readonly model: Uint8Array;
  // Explainers differ in their options, so no common type but `any` holds them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly explainer: Explainer<any>;
  readonly runtime: Runtime;
  readonly options?: unknown;
  readonly layer?: string | readonly string[];
  readonly provider?: string;
}

/** Explains one image on a network in memory, and cleans up. */
export async function explainOnce(
  request: ExplainOnceRequest,
): Promise<Explained & { readonly layers: readonly Layer[] }> {
  const { model, explainer, runtime, options, layer, provider = runtime.baseline } = request;
  const { memory, budget, scores } = request;
  const network = await openInMemory(model, runtime);
  const prepared = await prepare({
    network,
    explainer,
    options,
    layer,
    runtime,
    session: { provider, threads: 1 },
    memory,
    budget,
    scores,
  });
  try {
    const [explained] = await prepared.explain([request]);
    return { ...explained, layers: prepared.layers };
  } finally {
    await prepared.release();
  }
}
