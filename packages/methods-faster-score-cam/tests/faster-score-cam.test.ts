import { MemoryScoreCache, prepare } from '@camscope/engine';
import type { Explainer } from '@camscope/core';
import { fasterScoreCam } from '@camscope/methods-faster-score-cam';
import { scoreCam } from '@camscope/methods-score-cam';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper, openInMemory, resNet } from '@camscope/testkit';
import { afterAll, describe, expect, it } from 'vitest';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());
const session = { provider: 'cpu', threads: 1 };

const model = resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 });
const image = noise(1, [3, 32, 32]);
const classes = [0, 1, 2];
const CHANNELS = 32;

async function run(explainer: Explainer, options: object, request: object = {}) {
  const network = await openInMemory(model, runtime);
  const scores = new MemoryScoreCache(0);
  const prepared = await prepare({ network, explainer, options, runtime, session, scores, ...request });
  const [explained] = await prepared.explain([{ image, classes }]);
  await prepared.release();
  return { ...explained, values: explained.maps.map(({ raw }) => [...raw.data]) };
}

describe('Faster Score-CAM', () => {
  it('equals the map computed on paper', async () => {
    // Standard deviations of A¹ = 0 1 2 3 and A² = 1 0 0 0: √1.25 and √0.1875. Through A¹ the scores are (4, 1).
    const options = { maxN: 1, scoreSpace: 'logit' };
    const request = { runtime, explainer: fasterScoreCam, model: onPaper, image: imageOnPaper, options };
    const { maps, passes } = await explainOnce({ ...request, classes: [0, 1] });
    const expected = [4, 1].map((a) => [0, a, 2 * a, 3 * a].map((value) => expect.closeTo(value, 5)));
    expect(maps.map(({ raw }) => [...raw.data])).toEqual(expected);
    expect(passes).toBe(2);
  });

  it('takes ten maps by default', async () => {
    expect((await run(fasterScoreCam, {})).facts).toMatchObject({ maps: CHANNELS, taken: 10, scored: 10 });
  });

  it('of all maps is Score-CAM', async () => {
    const [faster, whole] = [await run(fasterScoreCam, { maxN: CHANNELS }), await run(scoreCam, {})];
    expect(faster.values).toEqual(whole.values);
    expect(faster.passes).toBe(whole.passes);
  });

  it.each([1, 5, 20])('of %d is Score-CAM with that budget', async (maxN) => {
    const faster = await run(fasterScoreCam, { maxN, channelNorm: 'softmax' });
    const budgeted = await run(scoreCam, { channelNorm: 'softmax' }, { budget: maxN });
    expect(faster.values).toEqual(budgeted.values);
    expect(budgeted.passes).toBe(maxN + 1);
  });
});
