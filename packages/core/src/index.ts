export * from './errors/codes.ts';
export * from './errors/camscope-error.ts';
export { editDistance, nearest } from './errors/nearest.ts';
export * from './values/tensor.ts';
export { Scratch } from './values/scratch.ts';
export { requireFinite } from './values/finite.ts';
export { remembered } from './values/remembered.ts';
export * from './values/box.ts';
export * from './values/heatmap.ts';
export * from './values/mask.ts';
export * from './values/region.ts';
export * from './values/polygon.ts';
export * from './values/mask-runs.ts';
export * from './values/raster.ts';
export * from './values/fixation.ts';
export * from './values/annotation.ts';
export * from './values/preprocessing.ts';
export * from './values/model-card.ts';
export * from './expression/expression.ts';
export * from './contracts/contribution.ts';
export * from './contracts/combination.ts';
export * from './contracts/explainer.ts';
export * from './contracts/masks.ts';
export * from './contracts/perturbation.ts';
export * from './contracts/segmenter.ts';
export * from './contracts/filter.ts';
export * from './contracts/measurement.ts';
export * from './contracts/metric.ts';
export * from './contracts/agreement.ts';
export * from './contracts/baseline.ts';
export * from './contracts/classification.ts';
export * from './contracts/faithfulness.ts';
export * from './contracts/feature.ts';
export * from './contracts/sample.ts';
export * from './contracts/open-context.ts';
export * from './contracts/dataset.ts';
export * from './contracts/starter.ts';
export * from './contracts/tuning.ts';
export * from './contracts/mask-file.ts';
export * from './contracts/graph-view.ts';
export * from './contracts/model.ts';
export * from './contracts/runtime.ts';
export { runtimeWith, sessionWith } from './contracts/runtime-with.ts';
export * from './precision/product-probe.ts';
export * from './precision/precision-gate.ts';
export * from './contracts/image-codec.ts';
export * from './contracts/files.ts';
export * from './contracts/progress.ts';
export * from './contracts/define.ts';
export type * from './contracts/kinds.ts';
export { KINDS } from './definitions/contracts.ts';
export type { DefinitionFault } from './definitions/check.ts';
export { annotationFault, sampleFault } from './definitions/data.ts';
export { gaveBy, nameOf } from './definitions/failed.ts';
export { openPromises } from './definitions/watch.ts';
export * from './options/parse-options.ts';
export * from './options/options-in-words.ts';
export * from './options/baseline-option.ts';
export * from './options/noise-options.ts';
export * from './options/combined.ts';
export * from './options/method-spec.ts';
export { token, tokenOf, type Contributed, type Token } from './plugin/tokens.ts';
export * from './plugin/parts.ts';
export {
  API_VERSION,
  definePlugin,
  faultsInWords,
  pluginFaults,
  type Plugin,
  type PluginDefinition,
} from './plugin/plugin.ts';
export { Catalogue, type Registry } from './plugin/registry.ts';
export { createContainer, createScope, type PlacedPlugin } from './plugin/container.ts';
/** The Inversify that core runs on, for modules of parts. */
export { ContainerModule, type Container } from 'inversify';
