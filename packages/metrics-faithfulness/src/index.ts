import { definePlugin } from '@camscope/core';
import { averageDrop, averageIncrease } from './average-drop.ts';
import { deletion, insertion } from './deletion.ts';
import { infidelity } from './infidelity.ts';
import { road, roadLerf, roadMorf } from './road.ts';
import { sensitivityN } from './sensitivity-n.ts';
import { complexity, sparseness } from './sparseness.ts';

export {
  averageDrop,
  averageIncrease,
  complexity,
  deletion,
  infidelity,
  insertion,
  road,
  roadLerf,
  roadMorf,
  sensitivityN,
  sparseness,
};

export default definePlugin({
  name: '@camscope/metrics-faithfulness',
  apiVersion: 1,
  contributes: [
    deletion,
    insertion,
    averageDrop,
    averageIncrease,
    road,
    roadMorf,
    roadLerf,
    sensitivityN,
    infidelity,
    sparseness,
    complexity,
  ],
});
