import { PublishedLabels } from '@camscope/datasets-common';

/** A published form of the set; each has boxes of its own findings. */
export interface Edition {
  readonly vocabulary: PublishedLabels;
  /** Findings that have boxes, and `No finding`: where there is no box, the reader saw none. */
  readonly boxed: readonly string[];
}

const local = [
  'Aortic enlargement',
  'Atelectasis',
  'Calcification',
  'Cardiomegaly',
  'Clavicle fracture',
  'Consolidation',
  'Edema',
  'Emphysema',
  'Enlarged PA',
  'ILD',
  'Infiltration',
  'Lung Opacity',
  'Lung cavity',
  'Lung cyst',
  'Mediastinal shift',
  'Nodule/Mass',
  'Pleural effusion',
  'Pleural thickening',
  'Pneumothorax',
  'Pulmonary fibrosis',
  'Rib fracture',
  'Other lesion',
];

/** Of the whole image. */
const global = ['COPD', 'Lung tumor', 'Pneumonia', 'Tuberculosis', 'Other diseases'];

export const noFinding = 'No finding';

/** In the order of PhysioNet's image_labels_train.csv. */
export const physioNet: Edition = {
  vocabulary: new PublishedLabels('VinDr-CXR', [...local, ...global, noFinding], {
    'Other disease': 'Other diseases',
  }),
  boxed: [...local, noFinding],
};

/** In the order of `class_id`. */
const classes = [
  'Aortic enlargement',
  'Atelectasis',
  'Calcification',
  'Cardiomegaly',
  'Consolidation',
  'ILD',
  'Infiltration',
  'Lung Opacity',
  'Nodule/Mass',
  'Other lesion',
  'Pleural effusion',
  'Pleural thickening',
  'Pneumothorax',
  'Pulmonary fibrosis',
  noFinding,
];

export const kaggle: Edition = {
  vocabulary: new PublishedLabels('VinDr-CXR as Kaggle has it', classes),
  boxed: classes,
};
