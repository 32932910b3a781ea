import { someOf, type DataAccount } from '@camscope/pipeline';
import { count } from '../terminal/words.ts';

/** `20 images of 18 patients, 31 findings, 40 boxes, 0 outlined` */
export function wholeInWords({ images, patients, drawn }: DataAccount): string {
  const of = patients === 0 ? '' : ` of ${count(patients, 'patient')}`;
  return [
    `${count(images, 'image')}${of}`,
    count(drawn.findings, 'finding'),
    boxes(drawn.boxes),
    `${drawn.outlined} outlined`,
    ...(drawn.gazed > 0 ? [`${drawn.gazed} of gaze`] : []),
  ].join(', ');
}

/** What is to be known of data beside their counts: what is not there or there twice, and what their reader notes. */
export function notesOf(report: DataAccount & { readonly notes: readonly string[] }): string[] {
  const { images, missing, patients, imagesWithoutPatient, confounders } = report;
  const noPatient = patients > 0 && imagesWithoutPatient > 0;
  return [
    ...(missing.length > 0
      ? [`${missing.length} of ${images} images are not there: ${someOf(missing)}`]
      : []),
    ...(noPatient ? [`${count(imagesWithoutPatient, 'image')} without a patient`] : []),
    ...(confounders > 0 ? [`${count(confounders, 'confounder')}, which are no findings`] : []),
    ...duplicates(report),
    ...report.notes,
  ];
}

function duplicates({ repeatedBoxes, sharedFiles }: DataAccount): string[] {
  const drawn = repeatedBoxes.map(({ image, label }) => `${label} on ${image}`);
  const files = sharedFiles.map((ids) => ids.join(' and '));
  return [
    ...(drawn.length > 0 ? [`${boxes(drawn.length)} drawn again by the same reader: ${someOf(drawn)}`] : []),
    ...(files.length > 0 ? [`${count(files.length, 'file')} for several images: ${someOf(files)}`] : []),
  ];
}

function boxes(n: number): string {
  return `${n} ${n === 1 ? 'box' : 'boxes'}`;
}
