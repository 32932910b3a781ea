/** Labels with a certainty from 0 to 5, which have ellipses, in the order of the first phase. */
const first = [
  'Airway wall thickening',
  'Atelectasis',
  'Consolidation',
  'Emphysema',
  'Enlarged cardiac silhouette',
  'Fibrosis',
  'Fracture',
  'Groundglass opacity',
  'Mass',
  'Nodule',
  'Pleural effusion',
  'Pleural thickening',
  'Pneumothorax',
  'Pulmonary edema',
  'Wide mediastinum',
];

/** The same of the phases after it. */
const later = [
  'Abnormal mediastinal contour',
  'Acute fracture',
  'Atelectasis',
  'Consolidation',
  'Enlarged cardiac silhouette',
  'Enlarged hilum',
  'Groundglass opacity',
  'Hiatal hernia',
  'High lung volume / emphysema',
  'Interstitial lung disease',
  'Lung nodule or mass',
  'Pleural abnormality',
  'Pneumothorax',
  'Pulmonary edema',
];

/** What the readers of a phase were asked: findings that they drew, and what is only true or false. */
export interface Asked {
  readonly drawn: readonly string[];
  readonly flags: readonly string[];
}

export function askedIn(phase: 1 | 2 | 3): Asked {
  return phase === 1
    ? { drawn: first, flags: ['Quality issue', 'Support devices'] }
    : { drawn: later, flags: ['Support devices'] };
}

/** The labels of several phases, each once. */
export function labelsOf(phases: readonly (1 | 2 | 3)[]): string[] {
  const all = phases.map(askedIn).flatMap(({ drawn, flags }) => [...drawn, ...flags]);
  return [...new Set(all)];
}
