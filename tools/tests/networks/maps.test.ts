import { afterAll, describe, expect, it } from 'vitest';
import { startNodeRuntime } from '@camscope/runtime-node';
import { openInMemory, relativeError } from '@camscope/testkit';
import { explain, explainers, titleOf, type Method } from './methods.ts';
import { entries, readReference } from './references.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

describe.each(entries)('raw maps equal those of their definitions in float64: $name', ({ name }) => {
  const reference = readReference(name);
  const network = openInMemory(reference.model, runtime);
  const cases = reference.maps.map(({ method, options, layer, map }) => {
    const asked: Method = { explainer: explainers.get(method)!, options, layer };
    return [titleOf(asked), asked, reference.values(map)] as const;
  });

  it.each(cases)('%s', async (_title, method, expected) => {
    const { picture: image, target } = reference;
    const { maps } = await explain(runtime, await network, method, { image, classes: [target] });
    expect(expected.some((value) => value !== 0)).toBe(true);
    expect(relativeError(maps[0].raw.data, expected)).toBeLessThan(1e-4);
  });
});
