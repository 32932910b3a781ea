import { afterAll, describe, expect, it } from 'vitest';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { cosine, entries, explain, readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

// The images are clear of every kink, so that networks with ReLUs can be held to the bounds of smooth ones.
describe.each(entries)("attributions to the input equal PyTorch's: $name", ({ name }) => {
  const reference = readReference(name);
  const network = openInMemory(reference.model, runtime);

  it('input gradient', async () => {
    const { logits, raw } = await explain(reference, await network, runtime, { explainer: inputGradient });
    expect(relativeError(logits, reference.values(reference.logits))).toBeLessThan(1e-4);
    const expected = reference.values(reference.gradient);
    expect(cosine(raw, expected)).toBeGreaterThan(0.9999);
    expect(relativeError(raw, expected)).toBeLessThan(1e-5);
  });

  it('Guided Backprop', async () => {
    const { raw } = await explain(reference, await network, runtime, { explainer: guidedBackprop });
    const expected = reference.values(reference.guided ?? reference.gradient);
    expect(cosine(raw, expected)).toBeGreaterThan(0.9999);
    expect(relativeError(raw, expected)).toBeLessThan(1e-5);
  });

  it.skipIf(!reference.guidedGradCam)('Guided Grad-CAM', async () => {
    const { raw } = await explain(reference, await network, runtime, { explainer: guidedGradCam });
    expect(relativeError(raw, reference.values(reference.guidedGradCam!))).toBeLessThan(1e-4);
  });
});
