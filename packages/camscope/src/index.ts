export { CamscopeError, isCamscopeError, type Annotation, type Box, type Region } from '@camscope/core';
export type { Explanation } from './explanation.ts';
export type { Network } from './network.ts';
export { open } from './open.ts';
export type { ExplainOptions, Image, Method, OpenOptions, Score, Scores, Truth, Use } from './options.ts';
export type { Regions } from './regions.ts';
