import { definePlugin } from '@camscope/core';
import { averageDrop, averageIncrease } from './average-drop.ts';
import { faithfulnessCorrelation, faithfulnessEstimate } from './correlation.ts';
import { deletion, insertion } from './deletion.ts';
import { adcc, arcc } from './harmonic.ts';
import { infidelity } from './infidelity.ts';
import { irof } from './irof.ts';
import { mstCompactness } from './mst-c.ts';
import { regionPerturbation } from './region-perturbation.ts';
import { road, roadLerf, roadMorf } from './road.ts';
import { sensitivityN } from './sensitivity-n.ts';
import { complexity, sparseness } from './sparseness.ts';

export {
  adcc,
  arcc,
  averageDrop,
  averageIncrease,
  complexity,
  deletion,
  faithfulnessCorrelation,
  faithfulnessEstimate,
  infidelity,
  insertion,
  irof,
  mstCompactness,
  regionPerturbation,
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
    faithfulnessCorrelation,
    faithfulnessEstimate,
    regionPerturbation,
    irof,
    infidelity,
    adcc,
    arcc,
    sparseness,
    complexity,
    mstCompactness,
  ],
});
