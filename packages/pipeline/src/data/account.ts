import type { Annotation, Box, Dataset, Sample } from '@camscope/core';
import { entryOf, groups } from './groups.ts';
import { splitsOf, type SplitCount } from './splits.ts';

/** What a data set holds, counted. Confounders are counted apart: they are no findings. */
export interface DataAccount {
  readonly images: number;
  /** Patients that the data name, and the images that name none. */
  readonly patients: number;
  readonly imagesWithoutPatient: number;
  /** Ids of the images that are not there. */
  readonly missing: readonly string[];
  readonly drawn: DrawnCount;
  readonly confounders: number;
  /** In the order of the vocabulary. */
  readonly labels: readonly LabelCount[];
  /** Those who are named, in order of their names. */
  readonly readers: readonly ReaderCount[];
  /** The most frequent first. */
  readonly sizes: readonly SizeCount[];
  readonly imagesWithoutSize: number;
  /** In the order in which they occur. */
  readonly splits: readonly SplitAccount[];
  /** Boxes that a reader drew twice for one finding of one image. */
  readonly repeatedBoxes: readonly RepeatedBox[];
  /** Ids of the images that are one file, by file. */
  readonly sharedFiles: readonly (readonly string[])[];
}

/** A finding is what one reader drew of one label on one image. */
export interface DrawnCount {
  readonly findings: number;
  readonly boxes: number;
  /** Findings with a mask or an outline. */
  readonly outlined: number;
  /** Findings that are where a reader looked. */
  readonly gazed: number;
}

export interface LabelCount extends DrawnCount {
  readonly label: string;
  /** Images on which the finding is present, absent, and neither. */
  readonly positive: number;
  readonly negative: number;
  readonly uncertain: number;
  /** Images on which it is drawn. */
  readonly annotated: number;
}

export interface ReaderCount extends DrawnCount {
  readonly reader: string;
  /** On which the reader drew. */
  readonly images: number;
}

export interface SizeCount {
  readonly width: number;
  readonly height: number;
  readonly images: number;
}

export interface SplitAccount extends SplitCount {
  readonly patients: number;
}

export interface RepeatedBox extends Box {
  readonly image: string;
  readonly label: string;
  readonly reader?: string;
}

export function accountOf({ labels, samples, missing = [], unsized = [] }: Dataset): DataAccount {
  const findings = samples.flatMap((sample) => sample.annotations.map((drawn) => ({ sample, drawn })));
  const real = findings.filter(({ drawn }) => !drawn.confounder);
  const named = groups(samples, ({ patient }) => patient);
  const sized = sizedSamples({ samples, unsized });
  const ids = new Set(samples.map(({ id }) => id));
  return {
    images: samples.length,
    patients: [...named.keys()].filter((patient) => patient !== undefined).length,
    imagesWithoutPatient: named.get(undefined)?.length ?? 0,
    missing: missing.filter((id) => ids.has(id)),
    drawn: drawnCount(real),
    confounders: findings.length - real.length,
    labels: labelCounts(labels, samples, real),
    readers: readerCounts(real),
    sizes: sizeCounts(sized),
    imagesWithoutSize: samples.length - sized.length,
    splits: splitAccounts(samples),
    repeatedBoxes: findings.flatMap(repeatedBoxes),
    sharedFiles: [...groups(samples, ({ image }) => image).values()]
      .filter((same) => same.length > 1)
      .map((same) => same.map(({ id }) => id)),
  };
}

/** Those whose size the data or the image tell. */
export function sizedSamples({
  samples,
  unsized = [],
}: Pick<Dataset, 'samples' | 'unsized'>): readonly Sample[] {
  if (unsized.length === 0) return samples;
  const unknown = new Set(unsized);
  return samples.filter(({ id }) => !unknown.has(id));
}

interface Finding {
  readonly sample: Sample;
  readonly drawn: Annotation;
}

function drawnCount(findings: readonly Finding[]): DrawnCount {
  return {
    findings: findings.length,
    boxes: findings.reduce((sum, { drawn }) => sum + drawn.boxes.length, 0),
    outlined: findings.filter(({ drawn }) => drawn.mask ?? drawn.contours).length,
    gazed: findings.filter(({ drawn }) => drawn.fixations).length,
  };
}

function imagesOf(findings: readonly Finding[]): number {
  return new Set(findings.map(({ sample }) => sample.id)).size;
}

function labelCounts(
  vocabulary: readonly string[],
  samples: readonly Sample[],
  findings: readonly Finding[],
): LabelCount[] {
  const drawn = groups(findings, ({ drawn: { label } }) => label);
  const known = new Map<string, { '-1': number; 0: number; 1: number }>();
  for (const { labels } of samples) {
    for (const [label, value] of Object.entries(labels)) {
      entryOf(known, label, () => ({ '-1': 0, 0: 0, 1: 0 }))[value]++;
    }
  }
  return [...new Set([...vocabulary, ...known.keys(), ...drawn.keys()])].map((label) => ({
    label,
    positive: known.get(label)?.[1] ?? 0,
    negative: known.get(label)?.[0] ?? 0,
    uncertain: known.get(label)?.['-1'] ?? 0,
    annotated: imagesOf(drawn.get(label) ?? []),
    ...drawnCount(drawn.get(label) ?? []),
  }));
}

function readerCounts(findings: readonly Finding[]): ReaderCount[] {
  return [...groups(findings, ({ drawn: { reader } }) => reader)]
    .flatMap(([reader, own]) =>
      reader === undefined ? [] : [{ reader, images: imagesOf(own), ...drawnCount(own) }],
    )
    .sort((a, b) => a.reader.localeCompare(b.reader, 'en', { numeric: true }));
}

function sizeCounts(samples: readonly Sample[]): SizeCount[] {
  return [...groups(samples, ({ frame }) => `${frame.width} ${frame.height}`).values()]
    .map((same) => ({ width: same[0].frame.width, height: same[0].frame.height, images: same.length }))
    .sort((a, b) => b.images - a.images);
}

function splitAccounts(samples: readonly Sample[]): SplitAccount[] {
  const patients = new Map<string | undefined, Set<string>>();
  for (const { split, patient } of samples)
    if (patient !== undefined) entryOf(patients, split, () => new Set()).add(patient);
  return splitsOf(samples).map((part) => ({ ...part, patients: patients.get(part.split)?.size ?? 0 }));
}

function repeatedBoxes({ sample, drawn: { label, reader, boxes } }: Finding): RepeatedBox[] {
  const seen = new Set<string>();
  return boxes.flatMap((box) => {
    const corners = [box.x0, box.y0, box.x1, box.y1].join(' ');
    if (!seen.has(corners)) seen.add(corners);
    else return [{ image: sample.id, label, reader, ...box }];
    return [];
  });
}
