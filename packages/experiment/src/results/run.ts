import type { Box } from '@camscope/core';
import type { FactorTable } from '@camscope/statistics';
import type { Account, Lock } from './lock-schema.ts';

/** What a run has left in its folder. Tables that it did not write are absent or empty. */
export interface Run {
  /** Absolute. */
  readonly folder: string;
  readonly lock: Lock;
  /** The lock as it is, for whoever wants all of it. */
  readonly rawLock: unknown;
  /** Absent while a run is under way, and after one that broke off. */
  readonly account?: Account;
  /** Of {@link SCORES}. */
  readonly scores?: FactorTable;
  /** Of {@link AGREEMENT}. */
  readonly agreement?: FactorTable;
  /** Probabilities, of {@link PREDICTIONS}. */
  readonly predictions?: FactorTable;
  readonly classification: readonly ClassificationLine[];
  /** Of {@link FEATURES}. */
  readonly features?: FactorTable;
  /** Of {@link FAITHFULNESS}. */
  readonly faithfulness?: FactorTable;
  readonly curves: readonly MeanCurve[];
  /** Of {@link SANITY}. */
  readonly sanity?: FactorTable;
  readonly images: readonly ImageLine[];
  readonly maps: readonly MapLine[];
}

/** `prediction` is `empty` where a segmenter found no region. */
export const SCORES = [
  ...['model', 'image', 'patient', 'class', 'method', 'kind', 'segmenter', 'metric', 'reader'],
  ...['against', 'blank', 'reason', 'prediction'],
];
export const AGREEMENT = [
  ...['modelA', 'a', 'modelB', 'b', 'image', 'patient', 'class', 'metric', 'segmenter', 'reason'],
];
export const PREDICTIONS = ['model', 'image', 'patient', 'label', 'truth'];
export const FEATURES = ['image', 'patient', 'class', 'reader', 'feature', 'reason'];
export const FAITHFULNESS = ['model', 'image', 'patient', 'class', 'method', 'kind', 'metric', 'reason'];
export const SANITY = ['model', 'image', 'class', 'method', 'check', 'step', 'layer', 'metric', 'reason'];

export interface ClassificationLine {
  readonly model: string;
  readonly label: string;
  readonly metric: string;
  readonly n: number;
  readonly positives: number;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
  readonly interval?: string;
  readonly reason?: string;
}

/** A curve averaged over the images of a network, method and measure. */
export interface MeanCurve {
  readonly model: string;
  readonly method: string;
  readonly metric: string;
  /** Curves averaged. */
  readonly n: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ImageLine {
  readonly image: string;
  /** Absolute path. */
  readonly file: string;
  /** Of the frame, whose pixels boxes count. */
  readonly width: number;
  readonly height: number;
  /** What each reader drew, by class. */
  readonly findings: Readonly<Record<string, readonly DrawnFinding[]>>;
}

export interface DrawnFinding {
  readonly reader?: string;
  readonly boxes: readonly Box[];
  /** Not the finding, but what may give it away. */
  readonly confounder?: boolean;
}

/** One heatmap of the run. */
export interface MapLine {
  readonly model: string;
  readonly image: string;
  readonly class: string;
  readonly method: string;
  readonly layer: string;
  /** Absolute path of the raw map; absent when it failed. */
  readonly file?: string;
  readonly gives: 'map' | 'attribution';
  /** What it spans, in pixels of the image's frame. */
  readonly region: Box;
  readonly probability?: number;
  readonly passes?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The best region's box, by segmenter. */
  readonly boxes: Readonly<Record<string, Box>>;
}
