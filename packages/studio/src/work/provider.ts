/** What computes in a tab. */
export type Provider = 'webgpu' | 'wasm';
