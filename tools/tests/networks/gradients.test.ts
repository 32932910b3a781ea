import { afterAll, describe, expect, it } from 'vitest';
import { guidedBackprop } from '@camscope/methods-guided-backprop';
import { guidedGradCam } from '@camscope/methods-guided-grad-cam';
import { inputGradient } from '@camscope/methods-input-gradient';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { explain, type AnyExplainer } from './methods.ts';
import { entries, readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

// The images are clear of every kink, so that networks with ReLUs can be held to the bounds of smooth ones.
describe.each(entries)("attributions to the input equal PyTorch's: $name", ({ name }) => {
  const reference = readReference(name);
  const network = openInMemory(reference.model, runtime);
  const explained = async (explainer: AnyExplainer) => {
    const { picture: image, target } = reference;
    const { logits, maps } = await explain(
      runtime,
      await network,
      { explainer },
      { image, classes: [target] },
    );
    return { logits, attribution: maps[0].raw.data };
  };

  it('input gradient', async () => {
    const { logits, attribution } = await explained(inputGradient);
    expect(relativeError(logits, reference.values(reference.logits))).toBeLessThan(1e-4);
    const expected = reference.values(reference.gradient);
    expect(cosine(attribution, expected)).toBeGreaterThan(0.9999);
    expect(relativeError(attribution, expected)).toBeLessThan(1e-5);
  });

  it('Guided Backprop', async () => {
    const { attribution } = await explained(guidedBackprop);
    const expected = reference.values(reference.guided ?? reference.gradient);
    expect(cosine(attribution, expected)).toBeGreaterThan(0.9999);
    expect(relativeError(attribution, expected)).toBeLessThan(1e-5);
  });

  const { guidedGradCam: product } = reference;
  if (product) {
    it('Guided Grad-CAM', async () => {
      const { attribution } = await explained(guidedGradCam);
      expect(relativeError(attribution, reference.values(product))).toBeLessThan(1e-4);
    });
  }
});

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (u: Float32Array, v: Float32Array) => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
