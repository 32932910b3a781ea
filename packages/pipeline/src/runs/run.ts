import type { Box } from '@camscope/core';
import type { FactorTable } from '@camscope/statistics';
import type { MeanCurve } from './mean-curves.ts';
import { agreement } from '../tables/agreement.ts';
import { classification } from '../tables/classification.ts';
import { faithfulness } from '../tables/faithfulness.ts';
import { findings } from '../tables/findings.ts';
import type { DrawnFinding } from '../tables/images.ts';
import { predictions } from '../tables/predictions.ts';
import { sanity } from '../tables/sanity.ts';
import { scores } from '../tables/scores.ts';
import type { ColumnOf, LineOf } from '../tables/table.ts';
import type { thresholds } from '../tables/thresholds.ts';
import type { Account, Lock, PartialAccount } from './lock.ts';

/** What a run has left in its folder. Tables that it did not write are absent or empty. */
export interface Run {
  /** Absolute. */
  readonly folder: string;
  readonly lock: Lock;
  /** The lock as it is, for whoever wants all of it. */
  readonly rawLock: unknown;
  /** Absent while a run is under way, and after one that broke off. */
  readonly account?: Account;
  /** Of how many units the tables are, at least: of a run without an account. */
  readonly partial?: PartialAccount;
  /** Values of the columns {@link FACTORS} of each table, by its name. */
  readonly scores?: FactorTable;
  readonly agreement?: FactorTable;
  /** Probabilities. */
  readonly predictions?: FactorTable;
  readonly classification: readonly LineOf<typeof classification>[];
  /** Of the table `findings`. */
  readonly features?: FactorTable;
  readonly faithfulness?: FactorTable;
  readonly curves: readonly MeanCurve[];
  readonly sanity?: FactorTable;
  /** Every threshold that was tried where the study tunes a segmenter. */
  readonly thresholds: readonly LineOf<typeof thresholds>[];
  readonly images: readonly ImageLine[];
  readonly maps: readonly MapLine[];
  /** What of its files is not sound and left out. */
  readonly notes: readonly string[];
}

const columns = <T>(_: T, names: readonly ColumnOf<T>[]) => names;

/** The columns of each table that are read as factors, and keep their names. */
export const FACTORS = {
  scores: columns(scores, [
    ...(['model', 'image', 'patient', 'class', 'method', 'kind', 'segmenter', 'metric', 'reader'] as const),
    ...(['against', 'blank', 'reason', 'regions'] as const),
  ]),
  agreement: columns(agreement, [
    ...(['model_a', 'a', 'model_b', 'b', 'image', 'patient', 'class'] as const),
    ...(['metric', 'segmenter', 'reason'] as const),
  ]),
  predictions: columns(predictions, ['model', 'image', 'patient', 'label', 'truth']),
  findings: columns(findings, ['image', 'patient', 'class', 'reader', 'feature', 'reason']),
  faithfulness: columns(faithfulness, [
    ...(['model', 'image', 'patient', 'class', 'method', 'kind', 'metric', 'reason'] as const),
  ]),
  sanity: columns(sanity, [
    ...(['model', 'image', 'class', 'method', 'check', 'step', 'layer', 'metric', 'reason'] as const),
  ]),
};

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

/** One heatmap of the run. */
export interface MapLine {
  readonly model: string;
  readonly image: string;
  readonly class: string;
  readonly method: string;
  readonly layer: string;
  /** Absolute path of the .npz file that has the raw map; absent when it failed. */
  readonly file?: string;
  /** Name of the map in it. */
  readonly array: string;
  readonly gives: 'map' | 'attribution';
  /** What it spans, in pixels of the image's frame. */
  readonly region: Box;
  readonly probability?: number;
  readonly passes?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The best region's box, by segmenter. */
  readonly boxes: Readonly<Record<string, Box>>;
}
