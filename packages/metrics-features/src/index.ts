import { definePlugin } from '@camscope/core';
import { areaRatio } from './area-ratio.ts';
import { centreX, centreY } from './centre.ts';
import { elongation } from './elongation.ts';
import { irrectangularity } from './irrectangularity.ts';
import { numberOfRegions } from './number-of-regions.ts';

export { areaRatio, centreX, centreY, elongation, irrectangularity, numberOfRegions };

export default definePlugin({
  name: '@camscope/metrics-features',
  apiVersion: 1,
  contributes: [numberOfRegions, areaRatio, elongation, irrectangularity, centreX, centreY],
});
