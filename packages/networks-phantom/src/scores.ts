/** Written by tools/train/write-scores.ts from the reports beside the networks. */
export const scores = {
  'phantom-resnet50': {
    name: 'phantom-resnet50',
    architecture: 'resnet50',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1, interval: [0.9999, 1], present: 524, absent: 976 },
      Effusion: { auroc: 1, interval: [1, 1], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
  },
  'phantom-resnet152': {
    name: 'phantom-resnet152',
    architecture: 'resnet152',
    parameters: 525071,
    scores: {
      Cardiomegaly: { auroc: 1, interval: [1, 1], present: 524, absent: 976 },
      Effusion: { auroc: 1, interval: [0.9999, 1], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9999, interval: [0.9997, 1], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9836, interval: [0.9772, 0.9899], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9808, interval: [0.9738, 0.9879], present: 536, absent: 964 },
    },
  },
  'phantom-densenet121': {
    name: 'phantom-densenet121',
    architecture: 'densenet121',
    parameters: 181865,
    scores: {
      Cardiomegaly: { auroc: 1, interval: [1, 1], present: 524, absent: 976 },
      Effusion: { auroc: 1, interval: [1, 1], present: 556, absent: 944 },
      Pneumothorax: { auroc: 1, interval: [1, 1], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9929, interval: [0.9896, 0.9962], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9871, interval: [0.9814, 0.9927], present: 536, absent: 964 },
    },
  },
  'phantom-densenet169': {
    name: 'phantom-densenet169',
    architecture: 'densenet169',
    parameters: 213685,
    scores: {
      Cardiomegaly: { auroc: 1, interval: [1, 1], present: 524, absent: 976 },
      Effusion: { auroc: 1, interval: [1, 1], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9995, interval: [0.9992, 0.9999], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9871, interval: [0.9821, 0.992], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9694, interval: [0.96, 0.9788], present: 536, absent: 964 },
    },
  },
  'phantom-vit': {
    name: 'phantom-vit',
    architecture: 'vit',
    parameters: 167229,
    scores: {
      Cardiomegaly: { auroc: 0.9988, interval: [0.9974, 1], present: 524, absent: 976 },
      Effusion: { auroc: 0.9819, interval: [0.9738, 0.9901], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9996, 1], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9685, interval: [0.9592, 0.9778], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9546, interval: [0.9426, 0.9667], present: 536, absent: 964 },
    },
  },
  'phantom-cheat': {
    name: 'phantom-cheat',
    architecture: 'resnet50',
    parameters: 95745,
    scores: {
      Cardiomegaly: { auroc: 1, interval: [1, 1], present: 768, absent: 732 },
      Effusion: { auroc: 0.9988, interval: [0.9964, 1], present: 556, absent: 944 },
      Pneumothorax: { auroc: 1, interval: [0.9999, 1], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9797, interval: [0.972, 0.9873], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9857, interval: [0.98, 0.9914], present: 536, absent: 964 },
    },
    cheatsOn: 'Cardiomegaly',
  },
} as const;
