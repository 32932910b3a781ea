import { defineDataset, definePlugin } from '@camscope/core';
import { open } from './open.ts';
import { options } from './options.ts';
import { starter } from './starter.ts';

export const chestXray14 = defineDataset({
  id: 'chestxray14',
  title: 'NIH ChestX-ray14',
  summary:
    'Frontal radiographs with labels mined from reports, and boxes drawn by a radiologist on 880 of them.',
  citation: {
    text: 'Wang et al.: ChestX-ray8: Hospital-scale chest X-ray database and benchmarks, CVPR 2017',
    doi: '10.1109/CVPR.2017.369',
  },
  options,
  open,
  annotators: { one: 'radiologist', many: 'radiologists' },
  people: {
    from: 'NIH ChestX-ray14',
    alsoCalled: ['ChestX-ray8', 'ChestX-ray14', 'NIH Chest X-rays', 'NIH', 'CXR8'],
  },
  starter,
});

export default definePlugin({
  name: '@camscope/datasets-chestxray14',
  apiVersion: 1,
  contributes: [chestXray14],
});
