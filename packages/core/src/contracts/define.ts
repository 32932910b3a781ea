import { z } from 'zod';
import { fieldsOf } from '../definitions/check.ts';
import { watched } from '../definitions/watch.ts';
import type { Agreement } from './agreement.ts';
import type { Baseline } from './baseline.ts';
import type { ClassificationMetric } from './classification.ts';
import type { OptionsSchema } from './contribution.ts';
import type { DatasetReader } from './dataset.ts';
import type {
  CombinedExplainer,
  Explainer,
  ExpressionExplainer,
  HostExplainer,
  PerturbationExplainer,
} from './explainer.ts';
import type { Faithfulness } from './faithfulness.ts';
import type { Feature } from './feature.ts';
import type { Filter } from './filter.ts';
import type { ImageCodec } from './image-codec.ts';
import type { AnyContribution } from './kinds.ts';
import type { Metric } from './metric.ts';
import type { ModelFamily } from './model.ts';
import type { RuntimeStarter } from './runtime.ts';
import type { Segmenter } from './segmenter.ts';

type NoOptions = z.ZodObject<Record<never, never>>;
type Definition<T extends { kind: unknown; options: unknown }> = Omit<T, 'kind' | 'options'> & {
  readonly options?: T['options'];
};

/** A method: an expression for its map, masks, steps of its own, or one made of others. */
export const defineExplainer = <
  S extends OptionsSchema = NoOptions,
  Names extends string = 'activations' | 'gradients',
>(
  definition:
    | Definition<ExpressionExplainer<S>>
    | Definition<PerturbationExplainer<S>>
    | Definition<HostExplainer<S, Names>>
    | Definition<CombinedExplainer<S>>,
): Explainer<S> => define('explainer', definition);

/** Cuts a finished map, values in [0, 1], into regions, best first. */
export const defineSegmenter = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Segmenter<S>>,
): Segmenter<S> => define('segmenter', definition);

/** Makes another map of a finished one, of its size, values in [0, 1]. */
export const defineFilter = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Filter<S>>,
): Filter<S> => define('filter', definition);

/** Measures a map or its regions against what one reader drew. */
export const defineMetric = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Metric<S>>,
): Metric<S> => define('metric', definition);

/** Measures how alike two maps, or two segmentations, are. */
export const defineAgreement = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Agreement<S>>,
): Agreement<S> => define('agreement', definition);

/** Guesses where findings are from the data alone, without a network. */
export const defineBaseline = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Baseline<S>>,
): Baseline<S> => define('baseline', definition);

/** Measures a network as a classifier, by truths and probabilities of one class. */
export const defineClassificationMetric = <S extends OptionsSchema = NoOptions>(
  definition: Definition<ClassificationMetric<S>>,
): ClassificationMetric<S> => define('classification', definition);

/** Measures a map by asking the network, or the method, again. */
export const defineFaithfulness = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Faithfulness<S>>,
): Faithfulness<S> => define('faithfulness', definition);

/** Measures what a finding looks like as a reader drew it. */
export const defineFeature = <S extends OptionsSchema = NoOptions>(
  definition: Definition<Feature<S>>,
): Feature<S> => define('feature', definition);

/** Recognises networks of a family, and names their layers and target layer. */
export const defineModel = <S extends OptionsSchema = NoOptions>(
  definition: Definition<ModelFamily<S>>,
): ModelFamily<S> => define('model', definition);

/** Reads images, labels and annotations. */
export const defineDataset = <S extends OptionsSchema = NoOptions>(
  definition: Definition<DatasetReader<S>>,
): DatasetReader<S> => define('dataset', definition);

/** Opens ONNX sessions. */
export const defineRuntime = <S extends OptionsSchema = NoOptions>(
  definition: Definition<RuntimeStarter<S>>,
): RuntimeStarter<S> => define('runtime', definition);

/** Decodes images, and encodes PNG and JPEG. */
export const defineImageCodec = (definition: Definition<ImageCodec>): ImageCodec =>
  define('image-codec', definition);

function define<T extends AnyContribution>(kind: T['kind'], definition: object): T {
  const contribution = { options: z.strictObject({}), ...definition, kind } as T;
  return watched(contribution, fieldsOf(kind));
}
