/** Written by tools/train/write-scores.ts from the reports beside the networks. */
export const scores = {
  'phantom-resnet50': {
    name: 'phantom-resnet50',
    architecture: 'resnet50',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1.0, interval: [0.9999, 1.0], present: 524, absent: 976 },
      Effusion: { auroc: 1.0, interval: [1.0, 1.0], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1.0], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
  },
  'phantom-resnet152': {
    name: 'phantom-resnet152',
    architecture: 'resnet152',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1.0, interval: [0.9999, 1.0], present: 524, absent: 976 },
      Effusion: { auroc: 1.0, interval: [1.0, 1.0], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1.0], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
  },
  'phantom-densenet121': {
    name: 'phantom-densenet121',
    architecture: 'densenet121',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1.0, interval: [0.9999, 1.0], present: 524, absent: 976 },
      Effusion: { auroc: 1.0, interval: [1.0, 1.0], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1.0], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
  },
  'phantom-densenet169': {
    name: 'phantom-densenet169',
    architecture: 'densenet169',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1.0, interval: [0.9999, 1.0], present: 524, absent: 976 },
      Effusion: { auroc: 1.0, interval: [1.0, 1.0], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1.0], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
  },
  'phantom-cheat': {
    name: 'phantom-cheat',
    architecture: 'resnet50',
    parameters: 374653,
    scores: {
      Cardiomegaly: { auroc: 1.0, interval: [0.9999, 1.0], present: 524, absent: 976 },
      Effusion: { auroc: 1.0, interval: [1.0, 1.0], present: 556, absent: 944 },
      Pneumothorax: { auroc: 0.9998, interval: [0.9993, 1.0], present: 521, absent: 979 },
      Atelectasis: { auroc: 0.9938, interval: [0.9909, 0.9968], present: 539, absent: 961 },
      Pneumonia: { auroc: 0.9895, interval: [0.9849, 0.9941], present: 536, absent: 964 },
    },
    cheatsOn: 'Cardiomegaly',
  },
} as const;
