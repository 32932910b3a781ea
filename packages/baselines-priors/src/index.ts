import { definePlugin } from '@camscope/core';
import { centreBox } from './priors/centre-box.ts';
import { chance } from './priors/chance.ts';
import { densityPeak } from './priors/density-peak.ts';
import { meanBox } from './priors/mean-box.ts';
import { random } from './priors/random.ts';
import { uniform } from './priors/uniform.ts';

export { centreBox, chance, densityPeak, meanBox, random, uniform };

/** Guesses that know nothing of the image, for every table to be read against. */
export default definePlugin({
  name: '@camscope/baselines-priors',
  apiVersion: 1,
  contributes: [meanBox, densityPeak, centreBox, uniform, random, chance],
});
