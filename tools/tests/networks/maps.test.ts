import { afterAll, describe, expect, it } from 'vitest';
import type { Explainer } from '@camscope/core';
import { gradCam } from '@camscope/methods-grad-cam';
import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { gradCamPositive } from '@camscope/methods-grad-cam-positive';
import { hiResCam } from '@camscope/methods-hires-cam';
import { layerCam } from '@camscope/methods-layer-cam';
import { xgradCam } from '@camscope/methods-xgrad-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { entries, explain, readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const explainers = new Map(
  [gradCam, gradCamPlusPlus, gradCamPositive, hiResCam, layerCam, xgradCam].map((explainer) => [explainer.id, explainer as Explainer]),
);

describe.each(entries)('raw maps equal those of their definitions in float64: $name', ({ name }) => {
  const reference = readReference(name);
  const network = openInMemory(reference.model, runtime);

  it.each(reference.maps.map((map) => [titleOf(map), map] as const))('%s', async (_title, { method, options, layer, map }) => {
    const explainer = explainers.get(method)!;
    const { raw } = await explain(reference, await network, runtime, { explainer, options, layer });
    const expected = reference.values(map);
    expect(expected.some((value) => value !== 0)).toBe(true);
    expect(relativeError(raw, expected)).toBeLessThan(1e-4);
  });
});

function titleOf({ method, options, layer }: { method: string; options: object; layer?: string }): string {
  const detail = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return [method, ...detail, ...(layer ? [`at ${layer}`] : [])].join(', ');
}
