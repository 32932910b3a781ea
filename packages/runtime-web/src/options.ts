import { z } from 'zod';

export const options = z.strictObject({
  threads: z
    .int()
    .min(1)
    .default(1)
    .describe('Threads of every session; more than 1 need a cross-origin isolated page'),
  wasmPaths: z
    .union([z.string(), z.strictObject({ wasm: z.string().optional(), mjs: z.string().optional() })])
    .optional()
    .describe("URL of the folder of ONNX Runtime's binaries, or of each; beside its script by default"),
});

export type WebRuntimeOptions = z.input<typeof options>;
/** With every default filled in. */
export type PageOptions = z.output<typeof options>;
