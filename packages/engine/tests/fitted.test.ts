import { runtimeWith, type Raster } from '@camscope/core';
import { normalise } from '@camscope/pixels';
import { startNodeRuntime } from '@camscope/runtime-node';
import { afterAll, expect, it } from 'vitest';
import { throughMaps } from './perturbation-support.ts';
import { explainOne, open, prepare, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
/** A runtime to which the CPU is a device. */
const device = runtimeWith(runtime, { baseline: 'none' });
const session = { provider: 'cpu', threads: 1 };
const card = {
  preprocessing: { size: [2, 3], channels: 1, fit: 'stretch', range: [0, 6], mean: [1], std: [3] },
} as const;
const network = await open(twoMaps(), runtime, card as never);

const grey: Raster = {
  width: 3,
  height: 2,
  channels: 1,
  white: 255,
  data: Uint8Array.of(0, 9, 80, 128, 254, 255),
};
const deep: Raster = { ...grey, white: 65535, data: Uint16Array.of(0, 9, 80, 12800, 25400, 65535) };
const fraction: Raster = { ...grey, white: 1, data: Float32Array.of(0, 0.1, 0.2, 0.5, 0.75, 1) };

it.each([
  ['on the CPU', runtime],
  ['on a device', device],
])('a fitted raster is explained as what it becomes, %s, whatever else is', async (_, on) => {
  const request = { network, explainer: signedGradCam, runtime: on, session, batch: 2 };
  const [fitted, plain] = [await prepare({ ...request, fitted: true }), await prepare(request)];
  const images = [grey, grey, deep, grey, fraction, ramp(1), grey];
  const found = await fitted.explain(images.map((image) => ({ image, classes: [0] })));
  const tensors = images.map((image) => ('white' in image ? normalise(image, network.preprocessing) : image));
  expect(found).toEqual(await plain.explain(tensors.map((image) => ({ image, classes: [0] }))));
  await Promise.all([fitted.release(), plain.release()]);
});

it('a method of perturbation takes one too', async () => {
  const explainer = await prepare({ network, explainer: throughMaps(), runtime, session });
  const image = normalise(grey, network.preprocessing);
  const expected = await explainOne(explainer, { image, classes: [0] });
  expect(await explainOne(explainer, { image: grey, classes: [0] })).toEqual(expected);
  await explainer.release();
});

it('a raster of another size, or of colours that the network has not, is refused', async () => {
  const explainer = await prepare({ network, explainer: signedGradCam, runtime, session });
  const colours: Raster = { ...grey, channels: 3, data: new Uint8Array(18) };
  for (const image of [{ ...grey, width: 2, height: 3 }, colours])
    await expect(explainer.explain([{ image, classes: [0] }])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  await explainer.release();
});
