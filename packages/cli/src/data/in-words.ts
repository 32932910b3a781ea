import type { DataAccount, ReaderAgreement, TrivialPriors } from '@camscope/pipeline';
import { table } from '../terminal/table.ts';
import { notesOf, wholeInWords } from './account-in-words.ts';
import { agreementInWords } from './agreement.ts';
import { priorsInWords } from './priors.ts';

/** All that is told of data. */
export interface DataReport extends DataAccount {
  /** Id of the reader. */
  readonly data: string;
  readonly priors: TrivialPriors;
  readonly agreement: readonly ReaderAgreement[];
  readonly notes: readonly string[];
}

/** The account as tables. */
export function dataInWords(report: DataReport): string {
  return [
    `${report.data}: ${wholeInWords(report)}\n`,
    labels(report),
    readers(report),
    splits(report),
    sizes(report),
    priorsInWords(report.priors),
    agreementInWords(report.agreement),
    notesOf(report)
      .map((note) => `note: ${note}\n`)
      .join(''),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function labels({ labels: all }: DataReport): string {
  const known = all.filter(
    ({ positive, negative, uncertain, findings }) => positive + negative + uncertain + findings > 0,
  );
  return table(
    ['label', 'positive', 'negative', 'uncertain', 'drawn on', 'findings', 'boxes', 'outlined'],
    known.map(({ label, positive, negative, uncertain, annotated, findings, boxes: drawn, outlined }) => [
      ...[label, positive, negative, uncertain],
      ...[annotated, findings, drawn, outlined],
    ]),
  );
}

function readers({ readers: all }: DataReport): string {
  if (all.length === 0) return '';
  return table(
    ['reader', 'drew on', 'findings', 'boxes', 'outlined'],
    all.map((one) => [one.reader, one.images, one.findings, one.boxes, one.outlined]),
  );
}

function splits({ splits: all }: DataReport): string {
  if (all.length === 0) return '';
  return table(
    ['split', 'images', 'patients'],
    all.map(({ split = 'none', images, patients }) => [split, images, patients]),
  );
}

const SIZES = 5;

function sizes({ sizes: all, imagesWithoutSize }: DataReport): string {
  const rest = all.slice(SIZES);
  const others = rest.reduce((sum, { images }) => sum + images, 0);
  return table(
    ['size', 'images'],
    [
      ...all.slice(0, SIZES).map(({ width, height, images }) => [`${width} × ${height}`, images]),
      ...(rest.length > 0 ? [[`${rest.length} others`, others]] : []),
      ...(imagesWithoutSize > 0 ? [['unknown', imagesWithoutSize]] : []),
    ],
  );
}
