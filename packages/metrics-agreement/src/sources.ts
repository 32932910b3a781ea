import type { Citation } from '@camscope/core';

export const JACCARD: Citation = {
  text: 'Jaccard: The distribution of the flora in the alpine zone, New Phytologist 11(2):37-50, 1912',
  doi: '10.1111/j.1469-8137.1912.tb05611.x',
};
