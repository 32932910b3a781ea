import type { Citation } from '@camscope/core';

export const CHESTXRAY8: Citation = {
  text:
    'Wang, Peng, Lu, Lu, Bagheri, Summers: ChestX-ray8: hospital-scale chest X-ray database and benchmarks on ' +
    'weakly-supervised classification and localization of common thorax diseases, CVPR 2017',
  doi: '10.1109/CVPR.2017.369',
};

export const JACCARD: Citation = {
  text: 'Jaccard: The distribution of the flora in the alpine zone, New Phytologist 11(2):37-50, 1912',
  doi: '10.1111/j.1469-8137.1912.tb05611.x',
};

export const CLEVR_XAI: Citation = {
  text:
    'Arras, Osman, Samek: CLEVR-XAI: a benchmark dataset for the ground truth evaluation of neural network ' +
    'explanations, Information Fusion 81:14-40, 2022',
  doi: '10.1016/j.inffus.2021.11.008',
};
