import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, onPaper, testExplainer } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { fem } from '@camscope/methods-fem';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

/** The maps of both classes on the network that is worked out on paper. */
async function maps(options?: unknown) {
  const request = {
    runtime,
    explainer: fem,
    model: onPaper,
    image: imageOnPaper,
    classes: [0, 1],
    options,
  };
  return (await explainOnce(request)).maps.map(({ raw }) => [...raw.data]);
}

describe('what every method must do', () => testExplainer(fem, { test: it, runtime }));

describe('FEM', () => {
  it('equals the map computed on paper', async () => {
    // A¹ stands out above 1.5 + 1.12, A² above 0.25 + 0.43: each at one place of four.
    const map = [0.25, 0.25, 0.5, 0.75];
    expect(await maps({ k: 1 })).toEqual([map, map]);
  });

  it('is 0 where nothing stands out', async () => {
    expect(await maps({ k: 2 })).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });
});
