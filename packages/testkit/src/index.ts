export * from './datasets.ts';
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
