import { defineExplainer } from '@camscope/core';
import { add, channelSum, mul, positive, spatialMean, sqrt, sub } from '@camscope/onnx/expressions';
import { z } from 'zod';

/**
 * Feature explanation method: the target layer's maps, each weighted by the share of its places that stand out by k sigma.
 * `w_k = mean_ij 1[A^k > μ_k + k σ_k]`, `L = Σ_k w_k A^k`.
 */
export const fem = defineExplainer({
  id: 'fem',
  title: 'FEM',
  short: 'FEM',
  summary:
    'Weights the maps of the target layer by how much of each stands out. It does not depend on the class.',
  citation: {
    text: 'Fuad et al., Features Understanding in 3D CNNs for Actions Recognition in Video, IPTA 2020',
    url: 'https://hal.science/hal-02963298',
  },
  options: z.strictObject({
    k: z
      .number()
      .nonnegative()
      .default(2)
      .describe('Standard deviations above its mean from which a place stands out'),
  }),
  presets: {
    'pytorch-grad-cam': { summary: 'ReLU, then enlarged', map: { upsample: 'bilinear', rectify: 'raw' } },
  },
  map: ({ activations }, { k }) => {
    const mean = spatialMean(activations); // [N,K,1,1]
    const apart = sub(activations, mean);
    const deviation = sqrt(spatialMean(mul(apart, apart)));
    const standsOut = positive(sub(activations, add(mean, mul(k, deviation))));
    return channelSum(mul(spatialMean(standsOut), activations));
  },
});
