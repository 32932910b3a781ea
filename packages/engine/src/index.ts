export { CARD_KEY, cardInMetadata, parseCard } from './card.ts';
export { layerOf, layersOf, openNetwork, type Network, type OpenRequest } from './network.ts';
export { classOf, probabilitiesOf, topClass } from './classes.ts';
export {
  prepare,
  PreparedExplainer,
  type Explained,
  type ExplainItem,
  type PrepareRequest,
  type RawMap,
} from './prepared-explainer.ts';
export {
  EXPLANATION_KEY,
  selfExplainingModel,
  type ExplanationFacts,
  type SelfExplainingModel,
  type SelfExplainingRequest,
} from './self-explaining.ts';
