import { afterAll, describe, expect, it } from 'vitest';
import type { Explainer } from '@camscope/core';
import { prepare, type Network } from '@camscope/engine';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { hiResCam } from '@camscope/methods-hires-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { layerCam } from '@camscope/methods-layer-cam';
import { xgradCam } from '@camscope/methods-xgrad-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { entries, readReference, type Reference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const cams: readonly Explainer<any>[] = [gradCam, gradCamPlusPlus, gradCamPositive, hiResCam, layerCam, xgradCam];

describe.each(entries)('$name', (entry) => {
  const reference = readReference(entry);
  const network = openInMemory(reference.model, runtime);

  it('has the gradient of the class score to the image', async () => {
    const { raw, logits } = await explain(await network, reference, inputGradient);
    const expected = reference.values(reference.gradient);
    expect(relativeError(logits, reference.values(reference.logits))).toBeLessThan(1e-5);
    expect(cosine(raw, expected)).toBeGreaterThan(0.999999);
    expect(relativeError(raw, expected)).toBeLessThan(1e-5);
  });
});

async function explain(network: Network, { picture, target }: Reference, explainer: Explainer, options?: unknown, layer?: string) {
  const prepared = await prepare({ network, explainer, options, layer, runtime, session: { provider: 'cpu', threads: 1 } });
  try {
    const { logits, maps } = await prepared.explain({ image: picture, classes: [target] });
    return { logits, raw: maps[0].raw.data, dims: maps[0].raw.dims };
  } finally {
    await prepared.release();
  }
}
