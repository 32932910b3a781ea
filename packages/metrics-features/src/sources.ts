import type { Citation } from '@camscope/core';

export const CHEXLOCALIZE: Citation = {
  text:
    'Saporta, Gui, Agrawal et al.: Benchmarking saliency methods for chest X-ray interpretation, ' +
    'Nature Machine Intelligence 4:867-878, 2022',
  doi: '10.1038/s42256-022-00536-x',
};
