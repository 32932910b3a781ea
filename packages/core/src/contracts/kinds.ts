import type { Agreement } from './agreement.ts';
import type { Baseline } from './baseline.ts';
import type { ClassificationMetric } from './classification.ts';
import type { DatasetReader } from './dataset.ts';
import type { Explainer } from './explainer.ts';
import type { Faithfulness } from './faithfulness.ts';
import type { Feature } from './feature.ts';
import type { Filter } from './filter.ts';
import type { ImageCodec } from './image-codec.ts';
import type { Metric } from './metric.ts';
import type { ModelFamily } from './model.ts';
import type { RuntimeStarter } from './runtime.ts';
import type { Segmenter } from './segmenter.ts';

/** The contracts of the kinds of contribution, by name. They are listed here alone. */
export interface ContributionKinds {
  readonly explainer: Explainer;
  readonly segmenter: Segmenter;
  readonly filter: Filter;
  readonly metric: Metric;
  readonly agreement: Agreement;
  readonly baseline: Baseline;
  readonly classification: ClassificationMetric;
  readonly faithfulness: Faithfulness;
  readonly feature: Feature;
  readonly model: ModelFamily;
  readonly dataset: DatasetReader;
  readonly runtime: RuntimeStarter;
  readonly 'image-codec': ImageCodec;
}
export type ContributionKind = keyof ContributionKinds;

/** A contribution of any kind, whatever its options. */
export type AnyContribution = ContributionKinds[ContributionKind];
