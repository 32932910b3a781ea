export * from './connected-components.ts';
export * from './masks.ts';
