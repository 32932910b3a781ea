import type { AlsoCalled, Citation, Pool } from '@camscope/core';
import type { PartialAccount, Sources } from '@camscope/pipeline';
import type { FactorTable } from '@camscope/statistics';

/**
 * Everything that a report tells: one run, as read from its folder. What a run lacks is left out or empty. Tables have the
 * columns of the tables of `@camscope/pipeline` as their factors, all of its `FACTORS` or those that say something.
 */
export interface ReportData {
  readonly study: StudyFacts;
  /** Networks, in the order in which they are shown. */
  readonly models: readonly ModelFacts[];
  /** Everything that has a name in `scores` or `agreement`: methods, priors and readers, in the order shown. */
  readonly series: readonly SeriesFacts[];
  /** Every measure that has a name in a table below; ids are those of the tables. */
  readonly measures: readonly MeasureFacts[];
  /** The localization metric by which methods are judged; by default the first one that `scores` has. */
  readonly primary?: string;
  /** The segmenter under which they are judged; by default the first one that `scores` has for it. */
  readonly segmenter?: string;
  /**
   * One row per model, image, class, series, segmenter, metric and reader. Regions that no segmenter made stand beside those
   * of every segmenter.
   */
  readonly scores?: FactorTable;
  /**
   * As `scores`, but against what may give a finding away, by the measures that say what they
   * are a `share` of. Held against `scores` on the images where both are drawn.
   */
  readonly shortcuts?: FactorTable;
  /** One row per image, class, pair, metric and segmenter; each pair once, in any order. */
  readonly agreement?: FactorTable;
  /** Probabilities; one row per model, image and label whose truth is known, `1` or `0`. */
  readonly predictions?: FactorTable;
  readonly classification?: readonly ClassificationFacts[];
  /** Of the table `findings`; one row per image, class, reader and feature. */
  readonly features?: FactorTable;
  /** One row per model, image, class, method and metric. */
  readonly faithfulness?: FactorTable;
  readonly faithfulnessCurves?: readonly CurveFacts[];
  /** One row per model, image, class, method, check, step and metric. */
  readonly sanity?: FactorTable;
  /** Where the study tunes a segmenter. */
  readonly tuning?: TuningFacts;
  readonly gallery?: Gallery;
  /** One for each method and network, in the order shown. */
  readonly costs?: readonly CostFacts[];
}

export interface StudyFacts {
  readonly title: string;
  /** Sentences of the user's own, one paragraph each. */
  readonly description?: readonly string[];
  readonly camscope: string;
  /** Of a run that is not finished: the units of work that are left, or of how many its tables are, where that is known. */
  readonly unfinished?: { readonly unitsLeft?: number; readonly partial?: PartialAccount };
  /** What of the run's files was damaged and is left out, a sentence each. */
  readonly damage?: readonly string[];
  /** What the report is made from; the page keeps it. */
  readonly madeFrom?: Sources;
  /** When the run ended, as ISO 8601 says it; shown as a date. */
  readonly finished?: string;
  readonly seconds?: number;
  readonly images: number;
  readonly patients?: number;
  readonly findings: number;
  /** What those who drew the findings are called, one and several; `reader` and `readers` by default. */
  readonly annotators?: { readonly one: string; readonly many: string };
  /** Readers that are known to have drawn outlines, and those who drew boxes alone. */
  readonly drawn?: readonly { readonly reader: string; readonly outlined: boolean }[];
  /** Classes, in the order shown; by default in that of the tables. */
  readonly classes?: readonly string[];
  /** How many maps were made, and how many came from a cache. */
  readonly maps?: number;
  readonly mapsFromCache?: number;
  readonly failures: readonly Failure[];
  /** What the reader should know: rows passed over and why, images not found. */
  readonly notes: readonly string[];
  /** The locked configuration as parsed from its JSON: shown in full, and its known parts as a table. */
  readonly lock?: unknown;
  /** Options of filters, segmenters and the like, to be shown in a line each. */
  readonly stages?: readonly StageFacts[];
  /** Runtime, execution provider, precision, threads, device. */
  readonly runtime?: Readonly<Record<string, string | number>>;
  readonly seeds?: Readonly<Record<string, number>>;
}

/** Jobs that failed for one reason. */
export interface Failure {
  readonly reason: string;
  readonly count: number;
  /** One of them, for whoever looks into it. */
  readonly example?: string;
}

/** One chosen part of the study: a dataset, filter, segmenter or metric with its options. */
export interface StageFacts {
  readonly kind: string;
  readonly name: string;
  readonly title?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly citation?: Citation;
  /** What is special about it in this study, as the end of a line. */
  readonly remark?: string;
}

/** How the thresholds of a segmenter were tuned. */
export interface TuningFacts {
  readonly segmenter: string;
  /** Splits of the data. */
  readonly on: readonly string[];
  readonly reportedOn: readonly string[];
  readonly rule: string;
  readonly reader?: string;
  /** Thresholds tried, ascending. */
  readonly grid: readonly number[];
  readonly tuned: readonly TunedFacts[];
}

export interface TunedFacts {
  /** Empty for a guess. */
  readonly model: string;
  readonly method: string;
  readonly label: string;
  /** Null where none could be tuned. */
  readonly threshold: number | null;
  /** Of the findings that are tuned on, by the rule. */
  readonly meanIou: number | null;
  readonly n: number;
}

export interface ModelFacts {
  /** As in the tables. */
  readonly name: string;
  readonly title?: string;
  readonly architecture?: string;
  readonly file?: string;
  readonly sha256?: string;
  readonly targetLayer?: string;
  /** In words: `1 × 224 × 224, …`. */
  readonly preprocessing?: string;
}

/** `prior`: a trivial answer that looks at no network. `reader`: a human. */
export type SeriesKind = 'method' | 'prior' | 'reader';

export interface SeriesFacts {
  /** As in the tables. */
  readonly name: string;
  readonly title?: string;
  /** A few letters for the axes of figures; by default those of the title. */
  readonly short?: string;
  /** Other names under which it is published, and by whom. */
  readonly alsoCalled?: readonly AlsoCalled[];
  readonly kind: SeriesKind;
  readonly summary?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly citation?: Citation;
  /** Its last steps are outside of the network's graph. */
  readonly host?: boolean;
  /** What a map that knows nothing gets on average, such as the annotated share of the image; at most one series. */
  readonly chance?: boolean;
}

export interface MeasureFacts {
  /** As in the tables: `iou`, or `iou-accuracy.0.5` for one of several numbers. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'metric' | 'agreement' | 'classification' | 'faithfulness' | 'feature';
  readonly direction: 'higher' | 'lower' | 'none';
  /** Infinite where there is no end. */
  readonly range: readonly [number, number];
  readonly summary?: string;
  readonly citation?: Citation;
  /** The curve of which this number is a point. */
  readonly threshold?: CurvePoint;
  /** What it is a part of, for it stands for nothing alone. */
  readonly pool?: PoolFacts;
  /**
   * Where a network looks is judged by the first measure of each: `hits`, 1 where a map's hottest place is annotated, else
   * 0; `heat`, the share of a map's heat that is.
   */
  readonly share?: 'hits' | 'heat';
  /** Of agreement: no similarity, but what a map has that the one it came of has not. */
  readonly ordered?: boolean;
}

/** What is made of a metric's numbers over many findings. */
export interface PoolFacts extends Omit<Pool, 'scoreDirection'> {
  /** The metric, by whose name and theirs its numbers go: `froc.hits@0.5`. */
  readonly metric: string;
  readonly direction: MeasureFacts['direction'];
}

/** A point of the curve of all measures of one `family`. */
export interface CurvePoint {
  readonly family: string;
  /** Of the curve as a whole: `Accuracy at IoU`. */
  readonly title: string;
  /** What must pass the threshold: `IoU`. */
  readonly of: string;
  /** The threshold, on the abscissa. */
  readonly at: number;
}

/** One number of the classification table. */
export interface ClassificationFacts {
  readonly model: string;
  readonly label: string;
  readonly metric: string;
  readonly n: number;
  readonly positives: number;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
  /** How the interval was made: `DeLong`, `BCa bootstrap`. */
  readonly interval?: string;
  readonly reason?: string;
}

/** A curve averaged over images. */
export interface CurveFacts {
  readonly model: string;
  readonly method: string;
  readonly metric: string;
  /** Absent: over all classes. */
  readonly class?: string;
  /** How many curves were averaged. */
  readonly n: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a method cost on a network. */
export interface CostFacts {
  readonly model: string;
  readonly method: string;
  readonly maps: number;
  /** Images that went through the network for a map, the mean. */
  readonly passes: number;
  /** Of all that masks would add to a map, the share that those tried add, 0 to 1, the mean; of methods that mask. */
  readonly seen?: number;
  /** Some of the shares are estimates: not every mask was tried. */
  readonly estimated?: boolean;
}

export type Rank = 'best' | 'median' | 'worst';

/** Pictures of findings on one network, chosen by the values of the primary metric. */
export interface Gallery {
  readonly model: string;
  /** By whose values findings are chosen. */
  readonly method: string;
  /** The median one among those findings that most methods explain. */
  readonly typical?: GalleryItem & { readonly among: number };
  /** The best, the median and the worst of each class, with every method. */
  readonly cases: readonly GalleryItem[];
  /** The best, the median and the worst of each method, of `n`. */
  readonly methods: readonly {
    readonly method: string;
    readonly n: number;
    readonly items: readonly GalleryItem[];
  }[];
  /** Classes for which there was no room. */
  readonly leftOut: readonly string[];
  /** What is drawn upon any of the pictures. */
  readonly marks: readonly Mark[];
}

/** A box of a reader or of a method, a shortcut, a fixation. */
export type Mark = 'reader' | 'method' | 'confounder' | 'gaze';

/** One finding with its pictures: the radiograph, then maps, boxes and fixations already drawn. */
export interface GalleryItem {
  readonly image: string;
  readonly class: string;
  readonly rank: Rank;
  /** By which it was ranked. */
  readonly value: number;
  readonly pictures: readonly Picture[];
}

export interface Picture {
  readonly label: string;
  /** Whose map it is. */
  readonly method?: string;
  /** `data:image/png;base64,…` (or JPEG, WebP), of about 200 pixels. */
  readonly source: string;
  /** The same on its own, to be opened; its name is the file's without its ending. */
  readonly large?: { readonly name: string; readonly jpeg: Uint8Array };
  /** A caption's second line: a value, a reason. */
  readonly note?: string;
}
