export * from './datasets.ts';
export { testAgreement, type AgreementKit } from './kinds/agreement.ts';
export { testBaseline, type BaselineKit } from './kinds/baseline.ts';
export { testClassification, type ClassificationKit } from './kinds/classification.ts';
export { testExplainer, type ExpectedMap, type ExplainerKit } from './kinds/explainer.ts';
export { testFaithfulness, type FaithfulnessKit } from './kinds/faithfulness.ts';
export { testFeature, type FeatureKit } from './kinds/feature.ts';
export { testFilter, type FilterKit } from './kinds/filter.ts';
export { testImageCodec, type ImageCodecKit, type KnownImage } from './kinds/image-codec.ts';
export { testMetric, type MetricKit } from './kinds/metric.ts';
export { testModelFamily, type KnownNetwork, type ModelFamilyKit } from './kinds/model.ts';
export type { OptionSets } from './kinds/definition.ts';
export type { Kit, Test } from './kinds/runner.ts';
export { testRuntime, type RuntimeKit } from './kinds/runtime.ts';
export { testSegmenter, type SegmenterKit } from './kinds/segmenter.ts';
export { convergence } from './convergence.ts';
export { countingRuntime, type FedBytes } from './counting-runtime.ts';
export { explainOnce, type ExplainOnceRequest } from './explain-once.ts';
/** For the `scores` of {@link explainOnce}. */
export { MemoryScoreCache } from '@camscope/engine';
export { madeOf } from './made-of.ts';
export { mirror, MIRROR_CARD } from './mirror.ts';
export { imageOnPaper, onPaper } from './on-paper.ts';
export { probed } from './probed.ts';
export { imageOfTokens, transformerOnPaper } from './transformer-on-paper.ts';
export { recogniser } from './recogniser.ts';
export { recognition, strayLayers, type Recognition } from './recognition.ts';
export { rewired } from './rewired.ts';
/** The networks, cases and numbers of the conformance checks. */
export {
  anyNetwork,
  caseModel,
  denseNet,
  floats,
  ints,
  inMemory,
  NetworkBuilder,
  noise,
  openInMemory,
  poolLinear,
  relativeError,
  relevanceFlow,
  resNet,
  ruleCases,
  sampleOf,
  scalar,
  type Flow,
  type FlowRequest,
  type NodeFlow,
  type RuleCase,
} from '@camscope/conformance';
