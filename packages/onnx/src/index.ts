export { readModel, type OnnxModel, type GraphProto } from './format/model-proto.ts';
export { OnnxNode, type NodeInput } from './format/node-proto.ts';
export { decodeTensor, type TensorProto } from './format/tensor-proto.ts';
export type { ExternalData } from './format/external-data.ts';
export type { ValueInfo, DeclaredDim } from './format/value-info-proto.ts';
export type { AttributeInput, AttributeInputs } from './format/attribute-proto.ts';
export { Graph, type ProbedFacts } from './graph/graph.ts';
export type { Shape } from './graph/shape.ts';
export { ancestors, descendants } from './graph/reach.ts';
export { readsOf } from './graph/reads-of.ts';
export { Draft } from './edit/draft.ts';
export { Emitter, type Value } from './edit/emitter.ts';
export { createModel, type ModelInput } from './edit/create-model.ts';
export { inferredFacts } from './probe/inferred-facts.ts';
export { probe, type ProbeOptions } from './probe/probe.ts';
export { imageInput, type ImageInput } from './probe/image-input.ts';
export { locateHead } from './locate/locate-head.ts';
export type { Arrangement } from './site/arrangement.ts';
export { arrangementOf, channelsAt, sizeAt } from './site/arrangement-of.ts';
export { siteOf } from './site/site-of.ts';
export { isPooled, isSpatial } from './locate/target.ts';
export { boundedBy } from './locate/activation.ts';
export { moduleOutput, modulePath } from './locate/module-path.ts';
export { stages } from './locate/stages.ts';
export { blockNorms, type BlockNorms } from './locate/block-norms.ts';
export { blockOutputs } from './locate/block-outputs.ts';
export { attentionBlocks, type AttentionBlock } from './locate/attention-blocks.ts';
export { defaultPreprocessing } from './locate/default-preprocessing.ts';
export { describeModel } from './locate/describe-model.ts';
export { carried, convolutions, isCarrier, lineage, mapInputs, type Step } from './locate/lineage.ts';
export { partsBetween, spelt, trunkOf, type Part } from './locate/parts.ts';
export { convolutionsOf, inStages, residualBody, residualOf, type ResidualBlock } from './locate/residual.ts';
export { layersOf, type Named } from './locate/layers-of.ts';
export { isDepthwise, isPointwise, type Convolution } from './locate/convolution.ts';
export { differentiate, type DifferentiateRequest } from './gradient/differentiate.ts';
export { Rows } from './gradient/rows.ts';
export { RuleContext, type Rule, type RuleTable } from './gradient/rule.ts';
export type { RuleSet } from './gradient/rule-set.ts';
export { ruleSets, type RuleSetName } from './gradient/rule-sets.ts';
export { contextOf, perturbationContext, type ContextFacts } from './expression/context.ts';
export { attentionFault, attentionsOf, type AttentionFault } from './locate/attentions.ts';
export { biasesOf } from './locate/biases.ts';
export {
  compilePerturbation,
  maskInput,
  maskSizes,
  type CompiledPerturbation,
  type PerturbationRequest,
} from './perturbation/compile-perturbation.ts';
export { heldBytes, peakBytes } from './graph/liveness.ts';
export {
  baselinesIn,
  hasOneDirection,
  type Blurs,
  type Line,
  type Mixes,
  type Noise,
  type NoiseLevel,
  type Quadrature,
  type Samples,
  type Statistic,
} from './expression/samples.ts';
export { gaussian, random } from './numeric/random.ts';
export { dataNodes, departures, type Departure } from './placement/departures.ts';
export type { Device } from './placement/device.ts';
export { deviceOf, devices, type DeviceName } from './placement/devices.ts';
export { dialectOf, type Dialect } from './placement/dialect.ts';
export { symmetricPads, unevenConvolutions, type UnevenConvolution } from './placement/symmetric-pads.ts';
export { widened } from './edit/widened.ts';
export { draftOf } from './edit/draft-of.ts';
export { fetchedName, NAMES } from './expression/names.ts';
export { aggregations, type Aggregation, type CompileRequest } from './expression/compile-request.ts';
export { compile, type Compiled, type CompileOptions, type Sampled } from './expression/compile.ts';
export type { Levels } from './expression/levels.ts';
export { selfExplaining, type SelfExplainingRequest } from './expression/self-explaining.ts';
