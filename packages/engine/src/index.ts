export { CARD_KEY, cardInMetadata, EXPLANATION_KEY, parseCard } from './card.ts';
export { layerOf, layersOf } from './layers.ts';
export { readNetwork } from './read-network.ts';
export { openNetwork, type Network, type OpenRequest } from './network.ts';
export {
  guessedOf,
  guessesInWords,
  NETWORK_FACTS,
  type NetworkFact,
  type Origin,
  type Origins,
} from './origins.ts';
export type { ProbeCache } from './probed-facts.ts';
export type { SizeCache } from './size-cache.ts';
export { providerOf } from './provider-of.ts';
export { Classifier, openClassifier, type ClassifierRequest } from './classifier.ts';
export { classOf, probabilitiesOf, topClass } from './classes.ts';
export { looksAtLayer, looksAtTarget, readsAttention, takesLayersTogether } from './looks-at-layer.ts';
export { compileExplainer, prepare } from './prepare.ts';
export type { PrepareRequest } from './prepare-request.ts';
export type { ExplainImage } from './image-tensor.ts';
export type {
  CompiledExplainer,
  Explained,
  ExplainItem,
  MassSeen,
  PreparedExplainer,
  RawMap,
} from './prepared-explainer.ts';
export type { PerturbationFacts } from './perturbation/facts.ts';
export { MemoryScoreCache, type ScoreCache } from './perturbation/score-cache.ts';
export { ScoreMatrix } from './perturbation/score-matrix.ts';
export {
  selfExplainingModel,
  type ExplanationFacts,
  type SelfExplainingModel,
  type SelfExplainingRequest,
} from './self-explaining.ts';
export { weightLayers, type WeightLayer } from './randomise/weight-layers.ts';
export { draws, type Draw } from './randomise/draw.ts';
export { randomisedNetwork, type RandomiseOptions } from './randomise/randomised-network.ts';
export {
  randomisations,
  sanityPlan,
  sanitySteps,
  type PlannedStep,
  type Randomisation,
  type SanityOptions,
  type SanityStep,
} from './randomise/sanity-steps.ts';
export { randomLogit } from './randomise/random-logit.ts';
