export * from './random.ts';
export * from './tensors.ts';
export * from './model-file.ts';
export { ruleCases } from './cases/index.ts';
export type { RuleCase } from './cases/rule-case.ts';
export { checkRule, type RuleCheck, type RuleCheckOptions } from './check-rule.ts';
export * from './conformance/index.ts';
export { poolLinear, type PoolLinearOptions } from './networks/pool-linear.ts';
export {
  anyNetwork,
  explainOnce,
  openInMemory,
  registryOf,
  type ExplainOnceRequest,
} from './explain-once.ts';
/** For the `scores` of {@link explainOnce}. */
export { MemoryScoreCache } from '@camscope/engine';
export { resNet, type ResNetOptions } from './networks/resnet.ts';
export { denseNet, type DenseNetOptions } from './networks/densenet.ts';
export { NetworkBuilder, type ConvOptions } from './networks/builder.ts';
export { imageOnPaper, onPaper } from './networks/on-paper.ts';
export { probed } from './probed.ts';
export { rewired } from './rewired.ts';
