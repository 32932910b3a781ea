import { startNodeRuntime } from '@camscope/runtime-node';
import { floatTensor } from '@camscope/core';
import { openClassifier, prepare } from '@camscope/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { openResidual, picture, residual, SIZE, throughMaps } from './perturbation-support.ts';
import { open, ramp, signedGradCam, twoMaps } from './support.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const session = { provider: 'cpu', threads: 1 };

const failure = (found: string) => ({
  code: 'NOT_FINITE',
  summary: 'The scores of the network are not finite',
  details: expect.objectContaining({ found }),
});

describe.each([
  ['NaN', NaN, '2 NaN'],
  ['infinity', 3e38, '1 NaN and 1 infinite'],
])('scores of %s', (_, pixel, found) => {
  const odd = floatTensor(Float32Array.of(pixel, pixel, pixel, 0, 0, 0), [1, 2, 3]);

  it('have no top class and no map', async () => {
    const network = await open(twoMaps(), runtime);
    const prepared = await prepare({ network, explainer: signedGradCam, runtime, session, layer: 'maps' });
    for (const classes of [[0], 'top1'] as const) {
      const alone = prepared.explain([{ image: odd, classes }]);
      await expect(alone).rejects.toMatchObject(failure(`Of 2 values ${found}`));
      const beside = prepared.explain([
        { image: ramp(1), classes },
        { image: odd, classes },
      ]);
      await expect(beside).rejects.toMatchObject(failure(`Of 4 values ${found}`));
    }
    await prepared.release();
  });

  it('are no logits of a classifier', async () => {
    const network = await open(twoMaps(), runtime);
    const classifier = await openClassifier({ network, runtime, session });
    await expect(classifier.logits([odd])).rejects.toMatchObject(failure(`Of 2 values ${found}`));
    await classifier.release();
  });
});

it('scores under masks that are no numbers make no map either, nor are they kept', async () => {
  const network = await openResidual(residual(), runtime);
  const explainer = throughMaps();
  const prepared = await prepare({ network, explainer, runtime, session, layer: 'maps' });
  const odd = floatTensor(new Float32Array(SIZE * SIZE).fill(NaN), [1, SIZE, SIZE]);
  for (let i = 0; i < 2; i++) {
    const explained = prepared.explain([{ image: odd, classes: 'top1' }]);
    await expect(explained).rejects.toMatchObject({ code: 'NOT_FINITE' });
  }
  const [{ maps }] = await prepared.explain([{ image: picture(1), classes: 'top1' }]);
  expect(maps).toHaveLength(1);
  await prepared.release();
});
