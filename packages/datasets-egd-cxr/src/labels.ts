const SUFFIX = '__chx';

const chexpert = [
  'atelectasis',
  'cardiomegaly',
  'consolidation',
  'edema',
  'enlarged_cardiomediastinum',
  'fracture',
  'lung_lesion',
  'lung_opacity',
  'no_finding',
  'pleural_effusion',
  'pleural_other',
  'pneumonia',
  'pneumothorax',
  'support_devices',
];

const report = [
  'Normal',
  'CHF',
  'pneumonia',
  'consolidation',
  'enlarged_cardiac_silhouette',
  'linear__patchy_atelectasis',
  'lobar__segmental_collapse',
  'not_otherwise_specified_opacity___pleural__parenchymal_opacity__',
  'pleural_effusion_or_thickening',
  'pulmonary_edema__hazy_opacity',
  'normal_anatomically',
  'elevated_hemidiaphragm',
  'hyperaeration',
  'vascular_redistribution',
];

/** Labels, and the columns that they stand in; those of CheXpert without their suffix. */
export const columnsOf = {
  chexpert: chexpert.map((label) => ({ label, column: `${label}${SUFFIX}` })),
  report: report.map((label) => ({ label, column: label })),
} as const;
