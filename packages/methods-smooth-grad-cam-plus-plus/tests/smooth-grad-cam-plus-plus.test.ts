import { gradCamPlusPlus } from '@camscope/methods-grad-cam-plus-plus';
import { startNodeRuntime } from '@camscope/runtime-node';
import { explainOnce, imageOnPaper, noise, onPaper, resNet } from '@camscope/testkit';
import { smoothGradCamPlusPlus } from '@camscope/methods-smooth-grad-cam-plus-plus';
import { afterAll, describe, expect, it } from 'vitest';
import { MeanPowers } from '../src/powers.ts';

const runtime = startNodeRuntime();
afterAll(() => runtime.close());

const paper = { runtime, model: onPaper, image: imageOnPaper, classes: [0, 1] };

async function maps(options: object) {
  const { maps, passes } = await explainOnce({ ...paper, explainer: smoothGradCamPlusPlus, options });
  return { values: maps.map(({ raw }) => [...raw.data]), passes };
}

describe('Smooth Grad-CAM++', () => {
  it('is Grad-CAM++ where the gradient does not change with the image', async () => {
    // Class 0: ΣA = (6, 1), α = (1/5, 1/3), w = 4·α·g = (2/5, 4/3). Class 1: g¹ < 0, w² = 2.
    const { values, passes } = await maps({ samples: 3 });
    [4 / 3, 0.4, 0.8, 1.2].forEach((value, i) => expect(values[0][i]).toBeCloseTo(value, 6));
    [2, 0, 0, 0].forEach((value, i) => expect(values[1][i]).toBeCloseTo(value, 6));
    // The image once, and three copies for each class.
    expect(passes).toBe(1 + 2 * 3);
  });

  it('as the paper prints it has g above the line', async () => {
    // α = (1/g)/(2 + g·ΣA): w = 4/(2 + g·ΣA) = (4/5, 4/3).
    const [first] = (await maps({ preset: 'paper', samples: 2 })).values;
    [4 / 3, 0.8, 1.6, 2.4].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });

  it('adds epsilon to the denominator', async () => {
    // α¹ = ¼/(¼·5 + 1) = 1/9, α² = 1/(3 + 1) = 1/4: w = (2/9, 1).
    const [first] = (await maps({ samples: 2, epsilon: 1 })).values;
    [1, 2 / 9, 4 / 9, 6 / 9].forEach((value, i) => expect(first[i]).toBeCloseTo(value, 6));
  });

  it('weighs the maps of the last copy where that is asked', async () => {
    // Under noise of the network's input the maps are no longer those on paper.
    const options = { samples: 2, sigma: 1, unit: 'input' };
    const [image, copy] = [await maps(options), await maps({ ...options, maps: 'last-copy' })];
    expect(copy.values[0]).not.toEqual(image.values[0]);
  });

  it('goes to Grad-CAM++ as the noise goes to nothing', async () => {
    const model = resNet({ blocks: [1, 1], width: 4, size: 32, classes: 3 });
    const request = { runtime, model, image: noise(1, [3, 32, 32]), classes: [1] };
    const plain = await explainOnce({ ...request, explainer: gradCamPlusPlus });
    const options = { samples: 2, sigma: 1e-7 };
    const smooth = await explainOnce({ ...request, explainer: smoothGradCamPlusPlus, options });
    const expected = plain.maps[0].raw.data;
    const top = Math.max(...expected);
    expect(top).toBeGreaterThan(0);
    smooth.maps[0].raw.data.forEach((value, i) =>
      expect(Math.max(0, value) / top).toBeCloseTo(expected[i] / top, 3),
    );
  });
});

it('means are of powers, place by place', () => {
  const powers = new MeanPowers(2);
  powers.add([1, -2]);
  powers.add([3, 0]);
  expect(powers.means.map((mean) => [...mean])).toEqual([
    [2, -1],
    [5, 2],
    [14, -4],
  ]);
});
