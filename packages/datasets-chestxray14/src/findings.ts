import { PublishedLabels } from '@camscope/datasets-common';

/**
 * As spelt and ordered in the paper; `No Finding` stands for none of them. The box list has another spelling of one.
 */
export const findings = new PublishedLabels(
  'ChestX-ray14',
  [
    'Atelectasis',
    'Cardiomegaly',
    'Effusion',
    'Infiltration',
    'Mass',
    'Nodule',
    'Pneumonia',
    'Pneumothorax',
    'Consolidation',
    'Edema',
    'Emphysema',
    'Fibrosis',
    'Pleural_Thickening',
    'Hernia',
    'No Finding',
  ],
  { Infiltrate: 'Infiltration' },
);
