import type { ContributionKind, ImageCodec, ModelCard } from '@camscope/core';
import type { Chosen, MapOptions } from '@camscope/pipeline';
import type { Only } from './overrides.ts';
import type { StudyConfig } from './study-schema.ts';
import type { NamedRule } from './tuning-rules.ts';
import type { Path } from './yaml-source.ts';
import type { StudyFile } from './read-study.ts';

/** A contribution chosen by a study file. */
export interface ChosenIn<Kind extends ContributionKind> extends Chosen<Kind> {
  /** Where in the file it is written. */
  readonly path: Path;
}

export interface ChosenMethod extends ChosenIn<'explainer'> {
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

export interface ChosenTuning {
  /** The parts of the data that are tuned on. */
  readonly split: readonly string[];
  /** Name of the segmenter. */
  readonly segmenter: string;
  readonly rule: NamedRule;
  /** Ascending, in [0, 1]. */
  readonly grid: readonly number[];
  readonly reader?: string;
  readonly sharedPatients: 'refuse' | 'leave-out' | 'keep';
}

/** A study matched with the plugins: everything that can be known without opening networks or data. */
export interface Study {
  readonly file: StudyFile;
  /** Heading of the report. */
  readonly title?: string;
  /** The names that are wanted; methods, segmenters and metrics have been chosen. */
  readonly only: Only;
  readonly models: readonly ChosenModel[];
  readonly data: ChosenIn<'dataset'>;
  /** The parts of the data that are looked at; all where nothing is said. */
  readonly split?: readonly string[];
  readonly classes: StudyConfig['classes'];
  readonly labels: StudyConfig['labels'];
  readonly methods: readonly ChosenMethod[];
  readonly imports: readonly ChosenImport[];
  /** How maps are finished that say nothing of their own. */
  readonly map: MapOptions;
  readonly filters: readonly ChosenIn<'filter'>[];
  readonly segmenters: readonly ChosenIn<'segmenter'>[];
  /** Thresholds of a segmenter that are tuned on one part of the data, for `split`. */
  readonly tune?: ChosenTuning;
  readonly metrics: readonly ChosenIn<'metric'>[];
  readonly agreement: readonly ChosenIn<'agreement'>[];
  readonly features: readonly ChosenIn<'feature'>[];
  readonly classification: readonly ChosenIn<'classification'>[];
  readonly faithfulness?: {
    readonly metrics: readonly ChosenIn<'faithfulness'>[];
    readonly images?: number;
    /** Names of those that are tested. */
    readonly methods: readonly string[];
  };
  readonly sanity?: {
    readonly metrics: readonly ChosenIn<'agreement'>[];
    readonly images: number;
    /** Names of those that are checked. */
    readonly methods: readonly string[];
    readonly checks: NonNullable<StudyConfig['sanity']>['checks'];
    readonly steps: number;
  };
  /** Priors that the study chooses, and every kind of reader that plugins contribute. */
  readonly baselines: readonly ChosenIn<'baseline'>[];
  readonly seed: number;
  readonly runtime: ChosenIn<'runtime'>;
  readonly session: Pick<
    StudyConfig['runtime'],
    'provider' | 'fallback' | 'precision' | 'threads' | 'memory'
  > & {
    /** Findings in a lot. */
    readonly batch: number;
    /** Of a lot as many run together as are fastest on the device. */
    readonly measured?: true;
  };
  /** Folder that keeps score matrices, absolute. */
  readonly cache?: string;
  /** Threads that measure. */
  readonly workers?: number;
  readonly codec: ImageCodec;
}
