export { CamscopeError, isCamscopeError, type Annotation, type Box, type Region } from '@camscope/core';
export type { ExplanationFacts } from './explained.ts';
export type { Explanation } from './explanation.ts';
export type { Network } from './network.ts';
export { open } from './open.ts';
export type { ExplainOptions, Image, Method, OpenOptions, Score, Scores, Truth, Use } from './options.ts';
export type { PictureOptions } from './picture.ts';
export type { Regions } from './regions.ts';
