import type { Citation } from '@camscope/core';

export const BYLINSKII: Citation = {
  text:
    'Bylinskii, Judd, Oliva, Torralba, Durand: What do different evaluation metrics tell us about saliency ' +
    'models?, IEEE TPAMI 41(3):740-757, 2019',
  doi: '10.1109/TPAMI.2018.2815601',
};

export const SUN: Citation = {
  text:
    'Zhang, Tong, Marks, Shan, Cottrell: SUN: a Bayesian framework for saliency using natural statistics, ' +
    'Journal of Vision 8(7):32, 2008',
  doi: '10.1167/8.7.32',
};

export const PETERS: Citation = {
  text:
    'Peters, Iyer, Itti, Koch: Components of bottom-up gaze allocation in natural images, ' +
    'Vision Research 45(18):2397-2416, 2005',
  doi: '10.1016/j.visres.2005.03.019',
};
