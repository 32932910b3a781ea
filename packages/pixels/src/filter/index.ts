export { type BorderMode, borderModes } from './border.ts';
export * from './gaussian.ts';
export * from './morphology.ts';
export * from './renormalise.ts';
export * from './units.ts';
