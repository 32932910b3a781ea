import type { ContributionKind, ContributionKinds, ImageCodec, ModelCard } from '@camscope/core';
import type { MapOptions } from '../measure/heatmap-of.ts';
import type { StudyConfig } from './study-schema.ts';
import type { Path } from './yaml-source.ts';
import type { StudyFile } from './read-study.ts';

/** A contribution with its options checked. */
export interface Chosen<Kind extends ContributionKind> {
  /** In rows and folders. */
  readonly name: string;
  readonly contribution: ContributionKinds[Kind];
  /** With every default filled in. */
  readonly options: Record<string, unknown>;
  /** Where in the study file it is written. */
  readonly path: Path;
}

export interface ChosenMethod extends Chosen<'explainer'> {
  readonly layer: string | readonly string[];
  readonly aggregate: 'mean' | 'max';
  readonly map: MapOptions;
  /** Explains so many of the images only. */
  readonly images?: number;
  readonly budget?: number;
}

/** Heatmaps made elsewhere. */
export interface ChosenImport {
  readonly name: string;
  readonly model: string;
  /** Pattern of the files, absolute. */
  readonly files: string;
  readonly map: MapOptions;
  readonly path: Path;
}

export interface ChosenModel {
  /** Absolute path of the ONNX file. */
  readonly file: string;
  readonly card: ModelCard;
  readonly path: Path;
}

/** A study matched with the plugins: everything that can be known without opening networks or data. */
export interface Study {
  readonly file: StudyFile;
  readonly models: readonly ChosenModel[];
  readonly data: Chosen<'dataset'>;
  readonly classes: StudyConfig['classes'];
  readonly labels: StudyConfig['labels'];
  readonly methods: readonly ChosenMethod[];
  readonly imports: readonly ChosenImport[];
  /** How maps are finished that say nothing of their own. */
  readonly map: MapOptions;
  readonly filters: readonly Chosen<'filter'>[];
  readonly segmenters: readonly Chosen<'segmenter'>[];
  readonly metrics: readonly Chosen<'metric'>[];
  readonly agreement: readonly Chosen<'agreement'>[];
  readonly features: readonly Chosen<'feature'>[];
  readonly classification: readonly Chosen<'classification'>[];
  readonly faithfulness?: {
    readonly metrics: readonly Chosen<'faithfulness'>[];
    readonly images?: number;
    /** Names of those that are tested. */
    readonly methods: readonly string[];
  };
  readonly sanity?: {
    readonly metrics: readonly Chosen<'agreement'>[];
    readonly images: number;
    /** Names of those that are checked. */
    readonly methods: readonly string[];
    readonly checks: NonNullable<StudyConfig['sanity']>['checks'];
    readonly steps: number;
  };
  readonly priors: StudyConfig['priors'];
  readonly seed: number;
  readonly runtime: Chosen<'runtime'>;
  readonly session: Pick<StudyConfig['runtime'], 'provider' | 'fallback' | 'threads' | 'batch' | 'memory'>;
  /** Folder that keeps score matrices, absolute. */
  readonly cache?: string;
  /** Threads that measure. */
  readonly workers?: number;
  readonly codec: ImageCodec;
}
