import type { z } from 'zod';
import type { Citation, Contribution, OptionsSchema } from './contribution.ts';
import type { MaskWriter } from './mask-file.ts';
import type { OpenContext } from './open-context.ts';
import type { Sample } from './sample.ts';
import type { Starter } from './starter.ts';
import type { TuningRule } from './tuning.ts';

export interface Dataset {
  /** The label vocabulary, in the data's own order and spelling. */
  readonly labels: readonly string[];
  readonly samples: readonly Sample[];
  /** What the reader of this data should know: rows passed over and why, images not found. */
  readonly notes: readonly string[];
  /** Ids of samples whose image is not there; they are there only where the data are looked at alone. */
  readonly missing?: readonly string[];
  /** Ids of those among them whose size nothing tells: their frame is only so large that it holds what was drawn. */
  readonly unsized?: readonly string[];
}

/** What those who drew the findings are called, one and several: `radiologist`, `radiologists`. */
export interface Annotators {
  readonly one: string;
  readonly many: string;
}

/** Whose images the data are, where other data are drawn from the same collection. */
export interface People {
  /** The collection, equal for all data that are drawn from it: `NIH ChestX-ray14`. */
  readonly from: string;
  /** Other names of it, under which networks may be said to be trained on it. */
  readonly alsoCalled?: readonly string[];
  /** What says so; the data's own publication where nothing is said. */
  readonly source?: Citation;
}

/** Reads one public set or format. */
export interface DatasetReader<Schema extends OptionsSchema = OptionsSchema> extends Contribution<
  'dataset',
  Schema
> {
  /** @throws CamscopeError DATA_INVALID or FILE_UNREADABLE, naming file and row. */
  open(options: z.output<Schema>, context: OpenContext): Promise<Dataset>;
  /** Who drew the findings; `reader` and `readers` where nothing is said. */
  readonly annotators?: Annotators;
  /** Told where networks, or other runs, have seen the same people. */
  readonly people?: People;
  /** A study of these data to begin with. */
  readonly starter?: Starter;
  /** How the benchmark on these data tunes thresholds. */
  readonly tuning?: TuningRule;
  /** Masks in the format of the benchmark on these data. */
  readonly writeMasks?: MaskWriter;
}
