import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { random } from '@camscope/methods-random';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const mapsOf = async (options: object = {}, image = imageOnPaper) => {
  const { maps } = await explainOnce({
    ...{ runtime, explainer: random, model: onPaper, image },
    ...{ classes: [0, 1], options },
  });
  return maps.map(({ raw }) => ({ dims: raw.dims, data: [...raw.data] }));
};

describe('random maps', () => {
  it('are as coarse as the layer, or as fine as the image', async () => {
    const [{ dims }] = await mapsOf();
    expect(dims).toEqual([1, 2, 2]);
    const [fine] = await mapsOf({ at: 'image' });
    expect(fine.dims).toEqual([1, ...imageOnPaper.dims.slice(1)]);
    for (const value of fine.data) expect(value >= 0 && value < 1).toBe(true);
  });

  it('are the same for the same image, class and seed, and others for others', async () => {
    const [one, other] = await mapsOf();
    expect(await mapsOf()).toEqual([one, other]);
    expect(other).not.toEqual(one);
    expect((await mapsOf({ seed: 1 }))[0]).not.toEqual(one);
    expect((await mapsOf({}, noise(3, imageOnPaper.dims)))[0]).not.toEqual(one);
  });
});
