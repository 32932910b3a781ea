import { annotated, STUDY, type StudyFiles, type Listed } from './support.ts';

const MODEL = '{ file: mirror.onnx, name: mirror, labels: [bright, dark, other] }';
const read = (reader: string) => ({ ...annotated('Bright')[0], reader });

/** A study with every stage: two networks, readers, priors, and a table of every kind. */
export const WHOLE: StudyFiles = {
  study: STUDY.replace(MODEL, `${MODEL}\n  - ${MODEL.replace('name: mirror', 'name: other')}`)
    .replace('[hot-area]', '[hot-area, mean-heat]')
    .replace('priors: []', 'priors: [mean-box, random]')
    .replace(
      'metrics:',
      'agreement: [overlap, likeness]\nfeatures: [size]\nclassification: [separation]\nfaithfulness: [loss]\nmetrics:',
    ),
  list: [
    { id: 'a.raw', patient: 'p1', annotations: [read('ann'), read('bob')], labels: { Bright: 1, Dark: 0 } },
    { id: 'b.raw', patient: 'p2', annotations: annotated('Bright', 'Dark'), labels: { Bright: 1, Dark: 1 } },
    { id: 'c.raw', annotations: annotated('Dark'), labels: { Bright: 0, Dark: 1 } },
  ] satisfies Listed[],
};
