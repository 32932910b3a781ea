import { boxIou, type Annotation, type Box, type Dataset } from '@camscope/core';
import { findingBoxes, largestOf } from './finding-boxes.ts';
import { entryOf } from './groups.ts';

/** How well readers agree on where a finding is, on the images on which two of them drew it. */
export interface ReaderAgreement extends PairMean {
  readonly label: string;
  /** The pair with the most findings in common first. */
  readonly pairs: readonly ReaderPair[];
}

export interface ReaderPair extends PairMean {
  readonly readers: readonly [string, string];
}

export interface PairMean {
  /** Mean IoU of the largest boxes of two readers. */
  readonly mean: number;
  /** So many times two readers drew it on one image. */
  readonly findings: number;
}

/** Every pair of readers, by label, in the order of the vocabulary; labels that no two readers drew on one image are left out. */
export function readerAgreement({ labels, samples }: Dataset): ReaderAgreement[] {
  const sums = new Map<string, Map<string, Sum>>();
  for (const { annotations } of samples) {
    const boxes = annotations.flatMap(boxOf);
    for (const [i, one] of boxes.entries()) {
      for (const other of boxes.slice(i + 1)) {
        if (one.label !== other.label || one.reader === other.reader) continue;
        const readers = [one.reader, other.reader].sort(inOrder) as [string, string];
        const pairs = entryOf(sums, one.label, () => new Map<string, Sum>());
        const sum = entryOf(pairs, JSON.stringify(readers), () => ({ readers, sum: 0, findings: 0 }));
        sum.sum += boxIou(one.box, other.box);
        sum.findings++;
      }
    }
  }
  return labels.flatMap((label) => {
    const pairs = [...(sums.get(label)?.values() ?? [])];
    return pairs.length === 0 ? [] : [{ label, ...meanOf(pairs), pairs: pairs.map(pairOf).sort(mostFirst) }];
  });
}

interface Drawn {
  readonly label: string;
  readonly reader: string;
  readonly box: Box;
}

interface Sum {
  readonly readers: readonly [string, string];
  sum: number;
  findings: number;
}

/** The largest box of a finding whose reader is named. */
function boxOf(annotation: Annotation): Drawn[] {
  const { label, reader } = annotation;
  const boxes = findingBoxes(annotation);
  return reader === undefined || boxes.length === 0 ? [] : [{ label, reader, box: largestOf(boxes) }];
}

function meanOf(sums: readonly Pick<Sum, 'sum' | 'findings'>[]): PairMean {
  const findings = sums.reduce((total, one) => total + one.findings, 0);
  return { mean: sums.reduce((total, { sum }) => total + sum, 0) / findings, findings };
}

function pairOf(sum: Sum): ReaderPair {
  return { readers: sum.readers, ...meanOf([sum]) };
}

function mostFirst(a: ReaderPair, b: ReaderPair): number {
  return b.findings - a.findings || inOrder(a.readers.join('\n'), b.readers.join('\n'));
}

function inOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
